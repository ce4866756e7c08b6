import * as vscode from 'vscode';
import { CancelledError, type Charge, type EaselError } from '../../errors.ts';
import type { ReplyImage } from '../../reply/types.ts';
import type { AlternativeSuggestion } from '../../route/suggestion.ts';
import { sanitize } from '../../text/sanitize.ts';
import { actionLabel, offeredActions, type ActionFacts } from '../../messages/actions.ts';
import { MAX_BUTTONS, noticeButtons, type NoticeButton } from '../../messages/notices/buttons.ts';
import { fitNotice } from '../../messages/notices/fit.ts';
import { moneySentences } from '../../messages/notices/money.ts';
import { chargeAt, type Action } from '../../messages/message.ts';
import { describeError } from '../../messages/messages.ts';
import { type GatewayIdentity } from '../../text/gatewayName.ts';
import { sizeText } from '../../text/format.ts';
import { redact } from '../../text/redact.ts';
import { nameOf } from '../files/files.ts';
import { showDetails } from './details.ts';
import { revealLabel } from './show.ts';

const t = vscode.l10n.t;

/** Facts about a failure besides its error. */
export interface FailureContext {
  /** Decide which actions of the message get a button. Missing: none does. */
  readonly facts?: ActionFacts | undefined;
  /** The gateway where it happened. Missing: the failure came before one was settled. */
  readonly gateway?: GatewayIdentity | undefined;
  /** Other requests of the same run returned images. */
  readonly hasPaidOthers?: boolean;
  /** An alternative route, which gets a button of its own. */
  readonly alternative?: AlternativeSuggestion | undefined;
}

/**
 * Shows a failure, with buttons for the actions that help. Stays silent about a run that was canceled for free: nothing happened.
 *
 * @param keys taken out of the text
 * @returns the chosen action, or the alternative route
 */
export async function showFailure(
  error: EaselError,
  keys: readonly string[],
  { facts, gateway, hasPaidOthers, alternative }: FailureContext = {},
): Promise<Action | AlternativeSuggestion | undefined> {
  const charge = chargeAt(error.charge, gateway);
  if (error instanceof CancelledError && charge === 'no') return undefined;
  const message = describeError(error, t, { gateway, hasPaidOthers });
  const known = facts ?? {};
  const offered = facts === undefined ? [] : offeredActions(message, facts, charge);
  const whole = [message.text, ...(alternative ? [alternative.sentence] : [])];
  const { text, isCut } = fitNotice(
    whole.map((one) => redact(one, keys)),
    moneySentences(t),
  );
  const labelOf = (button: NoticeButton): string => {
    if (button === 'details') return t('Show Details');
    if (button !== 'alternative') return actionLabel(button, known, t);
    return known.reopens ? t('Use Alternative…') : (alternative?.label ?? '');
  };
  const show = noticeFor(error, charge);
  const ask = async (hasDetails: boolean): Promise<NoticeButton | undefined> => {
    const extras = { isCut: hasDetails, hasAlternative: alternative !== undefined };
    const buttons = noticeButtons(offered, known, extras);
    const labels = buttons.map(labelOf);
    const label = await show(text, ...labels);
    return buttons.find((_, index) => labels[index] === label);
  };
  let chosen = await ask(isCut);
  if (chosen === 'details') {
    await showDetails(whole.map((one) => redact(one, keys)));
    // The other buttons still help after reading.
    chosen = await ask(false);
  }
  if (chosen === 'alternative') return alternative;
  return chosen === 'details' ? undefined : chosen;
}

function noticeFor(error: EaselError, charge: Charge): typeof vscode.window.showErrorMessage {
  if (charge === 'maybe') return vscode.window.showWarningMessage;
  return error instanceof CancelledError
    ? vscode.window.showInformationMessage
    : vscode.window.showErrorMessage;
}

/**
 * Shows an error that a click in a page led to. Runs show their own failures; this is for everything else.
 *
 * @param keys taken out of the text
 */
export async function showUnexpectedError(error: unknown, keys: readonly string[]): Promise<void> {
  const why = redact(error instanceof Error ? error.message : String(error), keys);
  const text = t(
    'Something went wrong: {0}. Images that arrived are kept. The log has details.',
    sanitize(why, 200).replace(/[.]+$/, ''),
  );
  const chosen = await vscode.window.showErrorMessage(text, actionLabel('show-log', {}, t));
  if (chosen !== undefined) await vscode.commands.executeCommand('easel.showLog');
}

/** Returns the size in px of the first image, the size in bytes of all, and the gateway, as one line of text. */
export function savedFacts(
  images: readonly Pick<ReplyImage, 'facts' | 'size'>[],
  gateway: GatewayIdentity | undefined,
): string {
  const bytes = images.reduce((sum, { size }) => sum + size, 0);
  const [first] = images;
  const px = first ? `${first.facts.width}×${first.facts.height} px` : '';
  const where = sanitize(gateway?.label ?? '', 60);
  return [px, sizeText(bytes), where].filter((part) => part !== '').join(', ');
}

export type SavedChoice = 'open' | 'reveal' | 'compare';

/** Shows what was saved, with its warnings. @param remark the model's text, as one line of sanitized text */
export async function showSaved(
  saved: readonly vscode.Uri[],
  details: string,
  {
    warnings,
    remark,
  }: { readonly warnings: readonly string[]; readonly remark?: string | undefined },
  canCompare: boolean,
): Promise<SavedChoice | undefined> {
  const [uri] = saved;
  if (uri === undefined) return undefined;
  const first = sanitize(nameOf(uri));
  const sentence =
    saved.length === 1
      ? t('Saved {0} ({1}).', first, details)
      : t('Saved {0} and {1} more ({2}).', first, saved.length - 1, details);
  const quote = remark === undefined ? [] : [t('The model said: “{0}”', remark)];
  const whole = [sentence, ...warnings, ...quote];
  const all = fitNotice(whole);
  const facts = fitNotice([sentence, ...warnings]);
  // A long text of the model doesn't push out what was saved, such as its size.
  const { text, isCut } = all.isCut && !facts.isCut ? { ...facts, isCut: true } : all;
  const show =
    warnings.length > 0 ? vscode.window.showWarningMessage : vscode.window.showInformationMessage;
  const labels: readonly (readonly [string, SavedChoice | 'details'])[] = [
    [t('Open'), 'open'],
    ...(canCompare ? [[t('Compare'), 'compare'] as const] : []),
    ...(isCut ? [[t('Show Details'), 'details'] as const] : []),
    [revealLabel(uri), 'reveal'],
  ];
  const buttons = labels.slice(0, MAX_BUTTONS).map(([label]) => label);
  const chosen = await show(text, ...buttons);
  const choice = labels.find(([label]) => label === chosen)?.[1];
  if (choice !== 'details') return choice;
  await showDetails(whole);
  return undefined;
}

/** Shows a message without buttons. */
export function tell(message: string, kind: 'info' | 'warning'): void {
  if (kind === 'info') void vscode.window.showInformationMessage(message);
  else void vscode.window.showWarningMessage(message);
}
