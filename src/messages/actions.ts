import type { Charge } from '../errors.ts';
import type { Translate } from '../text/translate.ts';
import type { Action, Message } from './message.ts';

/** What a click on an action does. Whether a change is also sent depends on the surface: see {@link sendsRequest}. */
export type Behavior =
  /** Asks for one change, if any. Then the surface sends the same request with it, or its form shows the change. */
  | { readonly kind: 'repeat'; readonly change: RequestChange }
  /** Runs a command of VS Code or Easel. */
  | { readonly kind: 'command'; readonly command: string }
  /** Opens a setting; without a name, the one behind the failure. */
  | { readonly kind: 'settings'; readonly name?: string }
  /** Opens the gateway's usage page. */
  | { readonly kind: 'site' }
  /** Downloads images that are created and paid for. Sends no POST request. */
  | { readonly kind: 'download' };

/** What the user changes before the request is repeated. */
export type RequestChange = 'none' | 'smaller' | 'key' | 'gateway' | 'model' | 'prompt' | 'folder';

/** Facts that decide which actions a message offers. A missing fact counts as false. */
export interface ActionFacts {
  /** The surface has the failed request, so it can repeat it. */
  readonly canRepeat?: boolean;
  /** The surface has a form. Another gateway, model, or prompt waits there until the user sends it. */
  readonly hasForm?: boolean;
  /** The surface can open its input again, filled in. Every choice waits there until the user sends it. */
  readonly reopens?: boolean;
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
  /** Returns the label of the action's button. @param sends the click leads to a paid request, so the label says so */
  readonly label: (t: Translate, sends: boolean) => string;
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
    label: (t, sends) => (sends ? t('Set API Key and Send…') : t('Set API Key…')),
    behavior: { kind: 'repeat', change: 'key' },
    needs: [],
  },
  'choose-gateway': {
    label: (t, sends) => (sends ? t('Select Gateway and Send…') : t('Select Gateway…')),
    behavior: { kind: 'repeat', change: 'gateway' },
    needs: [],
  },
  'add-gateway': {
    label: (t) => t('Add Gateway…'),
    behavior: { kind: 'command', command: 'easel.addGateway' },
    needs: [],
  },
  'choose-model': {
    label: (t, sends) => (sends ? t('Select Model and Send…') : t('Select Model…')),
    behavior: { kind: 'repeat', change: 'model' },
    needs: ['canRepeat'],
  },
  'choose-folder': {
    label: (t, sends) => (sends ? t('Select Folder and Send…') : t('Select Folder…')),
    behavior: { kind: 'repeat', change: 'folder' },
    needs: ['canRepeat', 'canChooseFolder'],
  },
  'edit-prompt': {
    label: (t, sends) => (sends ? t('Edit Prompt and Send…') : t('Edit Prompt')),
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

/** The changes that a form shows. */
const FORM_CHANGES: ReadonlySet<RequestChange> = new Set<RequestChange>([
  'gateway',
  'model',
  'prompt',
]);

/** Returns whether a click on an action leads to a paid request, without another click. */
export function sendsRequest(
  action: Action,
  { canRepeat, hasForm, reopens }: ActionFacts,
): boolean {
  const { behavior } = ACTIONS[action];
  if (behavior.kind !== 'repeat' || !canRepeat) return false;
  if (reopens) return behavior.change === 'none' || behavior.change === 'smaller';
  return !hasForm || !FORM_CHANGES.has(behavior.change);
}

/** Returns the label of an action's button on a surface. A label of a change that is sent at once says so. */
export function actionLabel(action: Action, facts: ActionFacts, t: Translate): string {
  return ACTIONS[action].label(t, sendsRequest(action, facts));
}

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
  const all: readonly Action[] =
    facts.reopens && !actions.includes('edit-prompt') ? [...actions, 'edit-prompt'] : actions;
  const offered = all.filter((action) => ACTIONS[action].needs.every((need) => facts[need]));
  if (charge === 'no' || !offered.includes('send-again')) return offered;
  return [...offered.filter((action) => action !== 'send-again'), 'send-again'];
}
