import type { Draft, DraftFromPanel } from '../../../src/panel/ask/draftProtocol.ts';

/** A pause in typing. The page of a closed panel is gone at once, so it isn't long. */
const PAUSE_MS = 200;

export interface DraftKeeper {
  /** Sends the draft to the host, once the user has stopped typing. */
  readonly keep: (draft: Draft) => void;
  /** Sends what waits at once: the page may be about to close. */
  readonly flush: () => void;
}

export function draftKeeper(send: (message: DraftFromPanel) => void): DraftKeeper {
  let waiting: Draft | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    if (waiting === undefined) return;
    send({ type: 'keep-draft', draft: waiting });
    waiting = undefined;
  };
  return {
    keep: (draft) => {
      waiting = draft;
      clearTimeout(timer);
      timer = setTimeout(flush, PAUSE_MS);
    },
    flush,
  };
}
