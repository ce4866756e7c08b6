import type { Charge } from '../errors.ts';
import type { Translate } from '../text/translate.ts';
import type { Action, Message } from './message.ts';

/** The behavior of an action, the same on every surface: notices, the panel, and text results. */
export type Behavior =
  /** Asks for one change, if any, and sends the same request with it. */
  | { readonly kind: 'repeat'; readonly change: RequestChange }
  /** Runs a command of VS Code or Easel. */
  | { readonly kind: 'command'; readonly command: string }
  /** Opens a setting; without a name, the one behind the failure. */
  | { readonly kind: 'settings'; readonly name?: string }
  /** Opens the gateway's usage page. */
  | { readonly kind: 'site' }
  /** Downloads images that are created and paid for. Sends no POST request. */
  | { readonly kind: 'download' };

/** What the user changes before Easel repeats the request. */
export type RequestChange = 'none' | 'smaller' | 'key' | 'gateway' | 'model' | 'prompt' | 'folder';

/** Facts that decide which actions a message offers. A missing fact counts as false. */
export interface ActionFacts {
  /** The surface has the failed request, so it can repeat it. */
  readonly canRepeat?: boolean;
  /** The surface lets the user select another target folder. */
  readonly canChooseFolder?: boolean;
  /** The gateway has a usage page that Easel knows. */
  readonly hasSite?: boolean;
  /** An unsaved image is kept. */
  readonly keepsImage?: boolean;
  /** Images are created but not downloaded. */
  readonly hasPendingDownloads?: boolean;
}

export interface ActionEntry {
  /** The label of the action's button. */
  readonly label: (t: Translate) => string;
  readonly behavior: Behavior;
  /** The facts that the action requires. */
  readonly needs: readonly (keyof ActionFacts)[];
}

const SHOW_UNSAVED: Behavior = { kind: 'command', command: 'easel.showUnsaved' };

/** The one table of what messages can offer. An action without an entry does not compile. */
export const ACTIONS: Readonly<Record<Action, ActionEntry>> = {
  'try-again': {
    label: (t) => t('Try Again'),
    behavior: { kind: 'repeat', change: 'none' },
    needs: ['canRepeat'],
  },
  'send-again': {
    label: (t) => t('Send Again'),
    behavior: { kind: 'repeat', change: 'none' },
    needs: ['canRepeat'],
  },
  'send-smaller': {
    label: (t) => t('Send Smaller Copy'),
    behavior: { kind: 'repeat', change: 'smaller' },
    needs: ['canRepeat'],
  },
  // These two help the next request too, so they need no request to repeat.
  'set-key': {
    label: (t) => t('Set API Key'),
    behavior: { kind: 'repeat', change: 'key' },
    needs: [],
  },
  'choose-gateway': {
    label: (t) => t('Select Gateway'),
    behavior: { kind: 'repeat', change: 'gateway' },
    needs: [],
  },
  'choose-model': {
    label: (t) => t('Select Model'),
    behavior: { kind: 'repeat', change: 'model' },
    needs: ['canRepeat'],
  },
  'choose-folder': {
    label: (t) => t('Select Folder…'),
    behavior: { kind: 'repeat', change: 'folder' },
    needs: ['canRepeat', 'canChooseFolder'],
  },
  'edit-prompt': {
    label: (t) => t('Edit Prompt'),
    behavior: { kind: 'repeat', change: 'prompt' },
    needs: ['canRepeat'],
  },
  'open-site': {
    label: (t) => t('Open Usage Page'),
    behavior: { kind: 'site' },
    needs: ['hasSite'],
  },
  'open-settings': {
    label: (t) => t('Open Settings'),
    behavior: { kind: 'settings' },
    needs: [],
  },
  trust: {
    label: (t) => t('Manage Workspace Trust'),
    behavior: { kind: 'command', command: 'workbench.trust.manage' },
    needs: [],
  },
  'download-again': {
    label: (t) => t('Download Again'),
    behavior: { kind: 'download' },
    needs: ['hasPendingDownloads'],
  },
  'show-unsaved': {
    label: (t) => t('Show Unsaved Results'),
    behavior: SHOW_UNSAVED,
    needs: [],
  },
  'save-anyway': {
    label: (t) => t('Save Anyway…'),
    behavior: SHOW_UNSAVED,
    needs: ['keepsImage'],
  },
  'show-log': {
    label: (t) => t('Show Log'),
    behavior: { kind: 'command', command: 'easel.showLog' },
    needs: [],
  },
};

/** All actions, for a schema that parses them. */
export const ACTION_NAMES = Object.keys(ACTIONS) as [Action, ...Action[]];

/**
 * Returns the actions that a message can offer, safe ones first. If the last attempt may have been charged, sending again comes
 * last. Its place must not depend on the other actions: without a usage page, for example, it would otherwise come first.
 *
 * @param charge whether the gateway charged for the failed attempt
 */
export function offeredActions(
  { actions }: Message,
  facts: ActionFacts,
  charge: Charge,
): readonly Action[] {
  const offered = actions.filter((action) => ACTIONS[action].needs.every((need) => facts[need]));
  if (charge === 'no' || !offered.includes('send-again')) return offered;
  return [...offered.filter((action) => action !== 'send-again'), 'send-again'];
}
