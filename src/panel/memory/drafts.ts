import { redact } from '../../text/redact.ts';
import { Draft, type DraftFromPanel } from '../ask/draftProtocol.ts';
import type { Handlers } from '../handlers.ts';
import type { KeyValueStore } from './memory.ts';

const NAME = 'easel.draft';

/** Keeps the draft of the page that the user typed in last, in the storage of the workspace. */
export interface DraftMemory {
  /** Returns undefined if no draft is stored, or if the stored one is invalid. */
  readonly recall: () => Draft | undefined;
  readonly remember: (draft: Draft) => void;
}

/** @param keys to remove from the texts: a user who pasted a key there didn't ask Easel to store it */
export function draftMemory(store: KeyValueStore, keys: () => readonly string[]): DraftMemory {
  return {
    recall: () => Draft.safeParse(store.get(NAME)).data,
    remember: (draft) => {
      void store.update(NAME, withoutKeys(draft, keys()));
    },
  };
}

/** Everything that the user can type. */
function withoutKeys(draft: Draft, keys: readonly string[]): Draft {
  const { prompt, model, tab } = draft;
  return {
    ...draft,
    prompt: redact(prompt, keys),
    ...(model !== undefined && { model: redact(model, keys) }),
    ...(tab && { tab: { ...tab, search: redact(tab.search, keys) } }),
  };
}

export function draftHandlers(drafts: DraftMemory): Handlers<DraftFromPanel> {
  return {
    'keep-draft': ({ draft }) => {
      drafts.remember(draft);
    },
  };
}
