import * as vscode from 'vscode';
import type { BrokenRoute, Consent, LinkEscape, PausedRoute } from '../../run/consent/questions.ts';
import { systemClock } from '../../text/format.ts';
import { configuredGatewayName } from '../../text/gatewayName.ts';
import { sanitize } from '../../text/sanitize.ts';

const t = vscode.l10n.t;

/** Asks in modal dialogs, for surfaces with a person in front of them. */
export const consentDialogs: Consent = { leaveWorkspace, useBrokenRoute, tryPausedRoute };

async function leaveWorkspace({ folder, real }: LinkEscape): Promise<boolean> {
  const saveThere = t('Save There');
  const answer = await vscode.window.showWarningMessage(
    t('{0} points outside the workspace. Save there anyway?', sanitize(folder, 80)),
    { modal: true, detail: t('It points to {0}.', sanitize(real)) },
    saveThere,
  );
  return answer === saveThere;
}

/**
 * Asks to go ahead, take the alternative, or look at the route first; that cancels this action. Enter presses the first button of a
 * dialog, so the first one never pays.
 */
async function useBrokenRoute({
  plan: { gateway },
  name,
  problem,
  pause,
  alternative,
}: BrokenRoute): ReturnType<NonNullable<Consent['useBrokenRoute']>> {
  const proceed = t('Send Anyway');
  const look = t('Show Route Status');
  const wait = pause && t('You can try again after {0}.', systemClock.timeText(pause.until));
  const reason = [problem, ...(wait ? [wait] : [])].join(' ');
  const detail = [
    reason,
    ...(alternative ? [alternative.sentence] : []),
    ...(gateway.free ? [] : [t('You may be charged even if it fails.')]),
  ].join('\n\n');
  const answer = await vscode.window.showWarningMessage(
    t('{0} may not work. Send the request anyway?', name),
    { modal: true, detail },
    ...[look, ...(alternative ? [alternative.label] : []), proceed],
  );
  if (answer === proceed) return 'send';
  if (alternative !== undefined && answer === alternative.label) {
    return { gateway: alternative.gateway, model: alternative.model };
  }
  if (answer === look) void vscode.commands.executeCommand('easel.showRouteStatus');
  return 'cancel';
}

async function tryPausedRoute({ plan, since, until }: PausedRoute): Promise<boolean> {
  const { timeText } = systemClock;
  const { gateway, modelId } = plan;
  const [look, proceed] = [t('Show Route Status'), t('Send Anyway')];
  const detail = [
    t('You can try again after {0}.', timeText(until)),
    ...(gateway.free ? [] : [t('You may be charged even if it fails again.')]),
  ].join(' ');
  const answer = await vscode.window.showWarningMessage(
    t(
      '{0} at {1} failed at {2}. Send the request anyway?',
      sanitize(modelId, 80),
      configuredGatewayName(gateway),
      timeText(since),
    ),
    { modal: true, detail },
    look,
    proceed,
  );
  if (answer === look) void vscode.commands.executeCommand('easel.showRouteStatus');
  return answer === proceed;
}
