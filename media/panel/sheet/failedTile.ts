import type { FailureView } from '../../../src/panel/failures/protocol.ts';

export interface FailedTile {
  /** The id of the failure. */
  readonly id: string;
  readonly reason: string;
  /** Sends the rest of the requests again. Its label says so where that can pay. */
  readonly again?: { readonly button: 'try-again' | 'send-again'; readonly label: string };
}

/** Returns the failure that has a place beside the images of a run: some of its requests returned one, and others didn't. */
export function failureBeside(
  run: string | undefined,
  failures: readonly FailureView[],
): FailureView | undefined {
  return run === undefined ? undefined : failures.find(({ id }) => id === run);
}

export function failedTile({ id, text, buttons, details }: FailureView): FailedTile {
  for (const { button, label } of [...buttons, ...(details?.buttons ?? [])]) {
    if (button === 'try-again' || button === 'send-again') {
      return { id, reason: text, again: { button, label } };
    }
  }
  return { id, reason: text };
}
