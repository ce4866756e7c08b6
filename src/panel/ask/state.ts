import type { Sendable } from '../../image/prepare/preparation.ts';
import type { Changes } from '../changes.ts';
import type { AskView } from './protocol.ts';

/** The state of settings, workspace trust, and open folders. */
export interface PanelEnvironment extends Omit<AskView, 'prompts'> {
  readonly trusted: boolean;
  readonly hasFolder: boolean;
  /** Why the selected gateway can't be used. */
  readonly unusable?: string;
  /** What may be sent on the selected route. Absent while none is selected. */
  readonly sendable?: Sendable;
  /** The gateway takes a key and has none. */
  readonly needsKey?: boolean;
}

export interface AskState {
  readonly environment: PanelEnvironment;
  /** Earlier prompts, newest first, without duplicates. */
  readonly prompts: readonly string[];
}

export interface AskEvent {
  readonly kind: 'environment';
  readonly environment: PanelEnvironment;
}

export const askChanges: Changes<AskState, AskEvent> = {
  environment: (_state, { environment }) => ({ environment }),
};

const MAX_PROMPTS = 50;
/** In UTF-16 units. The list is stored with the panel, so it stays small. */
const MAX_STORED_LENGTH = 4000;

/** Adds the prompt of a run to the list that the arrow keys go through. */
export function addPrompt(prompts: readonly string[], prompt: string): readonly string[] {
  if (prompt.length > MAX_STORED_LENGTH) return prompts;
  return [prompt, ...prompts.filter((other) => other !== prompt)].slice(0, MAX_PROMPTS);
}
