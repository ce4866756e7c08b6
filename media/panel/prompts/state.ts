import type { PromptView } from '../../../src/panel/prompts/protocol.ts';
import type { ToPanel } from '../../../src/panel/protocol.ts';
import type { Updates } from '../updates.ts';

export interface PromptsState {
  /** The saved prompts while their list is open. */
  readonly savedPrompts: readonly PromptView[] | undefined;
}

export type PromptsMessage =
  | Extract<ToPanel, { type: 'saved-prompts' }>
  | { readonly type: 'prompts-toggled'; readonly isOpen: boolean };

export const promptsUpdates: Updates<PromptsState, PromptsMessage> = {
  // The host sends the list after every change, even if it is closed.
  'saved-prompts': ({ savedPrompts }, { prompts }) =>
    savedPrompts === undefined ? {} : { savedPrompts: prompts },
  'prompts-toggled': (_state, { isOpen }) => ({ savedPrompts: isOpen ? [] : undefined }),
};
