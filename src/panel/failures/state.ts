import type { Changes } from '../changes.ts';
import type { FailureView } from './protocol.ts';

export interface FailuresState {
  /** Newest first. */
  readonly failures: readonly FailureView[];
}

export interface FailuresEvent {
  readonly kind: 'failure-dismissed';
  readonly id: string;
}

export const failuresChanges: Changes<FailuresState, FailuresEvent> = {
  'failure-dismissed': ({ failures }, event) => ({
    failures: failures.filter(({ id }) => id !== event.id),
  }),
};
