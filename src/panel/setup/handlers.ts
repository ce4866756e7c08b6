import type { Handlers } from '../handlers.ts';
import type { SetupAction, SetupFromPanel } from './protocol.ts';

export interface SetupActions {
  readonly setUp: (action: SetupAction) => Promise<void>;
}

export function setupHandlers({ setUp }: SetupActions): Handlers<SetupFromPanel> {
  return { 'setup-action': ({ action }) => setUp(action) };
}
