import type { ToPanel } from '../../../src/panel/protocol.ts';
import type { Updates } from '../updates.ts';
import type { Draft } from './draft.ts';
import { NOT_RECALLING, type Recall } from './recall.ts';

export interface AskState {
  readonly draft: Draft;
  /** The position in the earlier prompts. */
  readonly recall: Recall;
}

export type AskMessage =
  | Extract<ToPanel, { type: 'fill' }>
  | { readonly type: 'edited'; readonly change: Partial<Draft> }
  | { readonly type: 'recalled'; readonly prompt: string; readonly recall: Recall };

export const askUpdates: Updates<AskState, AskMessage> = {
  fill: ({ draft }, { ask }) => ({
    draft: { ...draft, ...ask, prompt: ask.prompt ?? draft.prompt },
    recall: NOT_RECALLING,
  }),
  edited: ({ draft }, { change }) => ({ draft: { ...draft, ...change }, recall: NOT_RECALLING }),
  recalled: ({ draft }, { prompt, recall }) => ({ draft: { ...draft, prompt }, recall }),
};
