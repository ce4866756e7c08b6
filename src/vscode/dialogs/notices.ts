import * as vscode from 'vscode';
import { CancelledError, type Charge, type EaselError } from '../../errors.ts';
import type { ReplyImage } from '../../reply/types.ts';
import type { AlternativeSuggestion } from '../../route/suggestion.ts';
import { sanitize } from '../../text/sanitize.ts';
import { chargeAt, type Action } from '../../messages/message.ts';
import { type GatewayIdentity } from '../../text/gatewayName.ts';
import { sizeText } from '../../text/format.ts';
import { describe, offeredActions } from '../../messages/messages.ts';
import { redact } from '../../text/redact.ts';

const t = vscode.l10n.t;

/** The words on the buttons. */
export function label(action: Action): string {
  switch (action) {
    case 'try-again':
      return t('Try Again');
    case 'send-again':
      return t('Send Again');
    case 'set-key':
      return t('Set Key');
    case 'choose-gateway':
      return t('Choose Gateway');
    case 'choose-model':
      return t('Choose Model');
    case 'choose-folder':
      return t('Choose Folder…');
    case 'edit-prompt':
      return t('Edit Prompt');
    case 'open-site':
      return t('Open Usage Page');
    case 'open-settings':
      return t('Open Settings');
    case 'trust':
      return t('Manage Workspace Trust');
    case 'download-again':
      return t('Download Again');
    case 'show-unsaved':
      return t('Show Unsaved Results');
    case 'save-anyway':
      return t('Save Anyway…');
    case 'show-log':
      return t('Show Log');
  }
}

/**
 * Tells of a failure, with the buttons that help. A run that was cancelled for free is not told of: the user knows.
 *
 * @param can what can be done about this one; other actions get no button
 * @param about where it happened, as far as that is settled, and another route, which gets a button of its own
 * @returns the chosen action, or the offer
 */
export async function showFailure(
  error: EaselError,
  can: (action: Action) => boolean,
  keys: readonly string[],
  {
    gateway,
    offer,
  }: {
    readonly gateway?: GatewayIdentity | undefined;
    readonly offer?: AlternativeSuggestion | undefined;
  } = {},
): Promise<Action | AlternativeSuggestion | undefined> {
  const charge = chargeAt(error.charge, gateway);
  if (error instanceof CancelledError && charge === 'no') return undefined;
  const message = describe(error, t, { gateway });
  const { text } = message;
  const offered = offeredActions(message, can, charge);
  const show = noticeFor(error, charge);
  const buttons = offered.map(label);
  // Where the last try may have been paid for, the way to find out stays first.
  if (offer) buttons.splice(charge === 'no' ? 0 : 1, 0, offer.label);
  const whole = offer ? `${text} ${offer.sentence}` : text;
  const chosen = await show(redact(whole, keys), ...buttons);
  if (chosen !== undefined && chosen === offer?.label) return offer;
  return offered.find((action) => label(action) === chosen);
}

function noticeFor(error: EaselError, charge: Charge): typeof vscode.window.showErrorMessage {
  if (charge === 'maybe') return vscode.window.showWarningMessage;
  return error instanceof CancelledError
    ? vscode.window.showInformationMessage
    : vscode.window.showErrorMessage;
}

/** Tells whoever clicked in a page why nothing came of it. Runs tell of their own failures; this is about what is around them. */
export async function showUnexpectedError(error: unknown, keys: readonly string[]): Promise<void> {
  const why = redact(error instanceof Error ? error.message : String(error), keys);
  const text = t(
    'Easel could not do this (“{0}”). Images that were paid for are kept.',
    sanitize(why, 200),
  );
  const chosen = await vscode.window.showErrorMessage(text, label('show-log'));
  if (chosen !== undefined) await vscode.commands.executeCommand('easel.showLog');
}

/** Size in px of the first of them, in bytes of all, and who made them. */
export function savedFacts(
  images: readonly Pick<ReplyImage, 'facts' | 'size'>[],
  gateway: GatewayIdentity | undefined,
): string {
  const bytes = images.reduce((sum, { size }) => sum + size, 0);
  const [first] = images;
  const px = first ? `${first.facts.width}×${first.facts.height} px` : '';
  return `${px}, ${sizeText(bytes)}, ${sanitize(gateway?.label ?? '', 60)}`;
}

export type SavedChoice = 'open' | 'reveal' | 'compare';

/** Tells what was saved, and what should be known about it. @param said by the model, as one line for eyes */
export async function showSaved(
  names: readonly string[],
  details: string,
  { warnings, said }: { readonly warnings: readonly string[]; readonly said: string | undefined },
  canCompare: boolean,
): Promise<SavedChoice | undefined> {
  const first = sanitize(names[0] ?? '');
  const what =
    names.length === 1
      ? t('{0} is saved: {1}.', first, details)
      : t('{0} and {1} more are saved: {2}.', first, names.length - 1, details);
  const labels: [string, SavedChoice][] = [
    [t('Open'), 'open'],
    [t('Reveal'), 'reveal'],
    ...(canCompare ? [[t('Compare'), 'compare'] satisfies [string, SavedChoice]] : []),
  ];
  const show =
    warnings.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const words = said === undefined ? [] : [t('The model said: “{0}”', said)];
  const text = [what, ...warnings, ...words].join(' ');
  const chosen = await show(text, ...labels.map(([label]) => label));
  return labels.find(([label]) => label === chosen)?.[1];
}
