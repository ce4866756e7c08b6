import type { Draft } from '../../../src/panel/ask/draftProtocol.ts';
import type { Destination } from '../../../src/panel/ask/protocol.ts';
import type { ToPanel } from '../../../src/panel/protocol.ts';
import type { Updates } from '../updates.ts';
import { namingPrompt } from './destination.ts';
import { NOT_RECALLING, type Recall } from './recall.ts';

export interface AskState {
  readonly draft: Draft;
  /** The draft is this page's own, and not an empty one because the page has just been opened. */
  readonly hasOwnDraft: boolean;
  /** The position in the earlier prompts. */
  readonly recall: Recall;
  /** Where the result of the draft goes; that of the draft before until the host has answered. */
  readonly destination: Destination | undefined;
}

export type AskMessage =
  | Extract<ToPanel, { type: 'fill' | 'destination' | 'draft' }>
  | { readonly type: 'edited'; readonly change: Partial<Draft> }
  | { readonly type: 'recalled'; readonly prompt: string; readonly recall: Recall };

export const askUpdates: Updates<AskState, AskMessage> = {
  draft: ({ hasOwnDraft }, { draft }) => (hasOwnDraft ? {} : { draft, hasOwnDraft: true }),
  fill: ({ draft }, { ask }) => ({
    draft: { ...draft, ...ask, prompt: ask.prompt ?? draft.prompt },
    hasOwnDraft: true,
    recall: NOT_RECALLING,
  }),
  // The answer can be for an earlier draft, or for the draft of another page.
  destination: ({ draft }, { prompt, destination }) =>
    prompt === namingPrompt(draft.prompt) ? { destination } : {},
  edited: ({ draft }, { change }) => ({
    draft: { ...draft, ...change },
    hasOwnDraft: true,
    recall: NOT_RECALLING,
  }),
  recalled: ({ draft }, { prompt, recall }) => ({ draft: { ...draft, prompt }, recall }),
};
