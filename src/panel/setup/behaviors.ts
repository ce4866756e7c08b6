import type { Behavior } from '../../messages/actions.ts';
import type { SetupAction } from './protocol.ts';

/** The behavior of each button for something missing, in the terms of the table for messages. */
export const SETUP_BEHAVIORS: Readonly<Record<SetupAction, Behavior>> = {
  'choose-gateway': { kind: 'repeat', change: 'gateway' },
  'set-key': { kind: 'repeat', change: 'key' },
  trust: { kind: 'command', command: 'workbench.trust.manage' },
  'open-folder': { kind: 'command', command: 'workbench.action.files.openFolder' },
  'route-status': { kind: 'command', command: 'easel.showRouteStatus' },
  retest: { kind: 'command', command: 'easel.retestRoute' },
  'open-aspectRatio': { kind: 'settings', name: 'easel.aspectRatio' },
  'open-imageSize': { kind: 'settings', name: 'easel.imageSize' },
  'open-output': { kind: 'settings', name: 'easel.output' },
};
