import { redact } from '../../text/redact.ts';
import { Draft, type DraftFromPanel } from '../ask/draftProtocol.ts';
import type { Handlers } from '../handlers.ts';
import type { KeyValueStore } from './memory.ts';

const NAME = 'easel.draft';

/** Keeps the draft of the page that the user typed in last, in the storage of the workspace. */
export interface DraftMemory {
  /** Returns undefined if there is none, or an invalid one. */
  readonly recall: () => Draft | undefined;
  readonly remember: (draft: Draft) => void;
}

/** @param keys to remove from the prompt: a user who pasted a key there didn't ask Easel to store it */
export function draftMemory(store: KeyValueStore, keys: () => readonly string[]): DraftMemory {
  return {
    recall: () => Draft.safeParse(store.get(NAME)).data,
    remember: (draft) => {
      void store.update(NAME, { ...draft, prompt: redact(draft.prompt, keys()) });
    },
  };
}

export function draftHandlers(drafts: DraftMemory): Handlers<DraftFromPanel> {
  return {
    'keep-draft': ({ draft }) => {
      drafts.remember(draft);
    },
  };
}
