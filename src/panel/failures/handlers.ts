import type { Action } from '../../messages/message.ts';
import type { Handlers } from '../handlers.ts';
import type { FailuresFromPanel } from './protocol.ts';
import type { FailuresEvent } from './state.ts';

export interface FailureActions {
  /** @param failure id of a failure on show */
  readonly follow: (failure: string, action: Action) => Promise<void>;
  /** Starts the same run on the alternative route. */
  readonly useAlternative: (failure: string) => Promise<void>;
}

export function failuresHandlers(
  { follow, useAlternative }: FailureActions,
  dispatch: (event: FailuresEvent) => void,
): Handlers<FailuresFromPanel> {
  return {
    'failure-action': ({ failure, action }) => follow(failure, action),
    'use-alternative': ({ failure }) => useAlternative(failure),
    'dismiss-failure': ({ failure }) => {
      dispatch({ kind: 'failure-dismissed', id: failure });
    },
  };
}
