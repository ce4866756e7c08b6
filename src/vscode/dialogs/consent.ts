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

/** Asks to go ahead, take the alternative, or retest the route first; a retest starts by itself and cancels this action. */
async function useBrokenRoute({
  plan,
  name,
  problem,
  pause,
  alternative,
}: BrokenRoute): ReturnType<NonNullable<Consent['useBrokenRoute']>> {
  const proceed = t('Send Anyway');
  const retest = t('Retest…');
  const wait = pause && t('Try again after {0}.', systemClock.timeText(pause.until));
  const reason = [problem, ...(wait ? [wait] : [])].join(' ');
  const detail = [
    reason,
    ...(alternative ? [alternative.sentence] : []),
    ...(plan.gateway.free ? [] : [t('You may be charged even if it fails.')]),
  ].join('\n\n');
  const answer = await vscode.window.showWarningMessage(
    t('{0} may not work. Send the request anyway?', name),
    { modal: true, detail },
    ...[proceed, ...(alternative ? [alternative.label] : []), retest],
  );
  if (answer === proceed) return 'send';
  if (alternative !== undefined && answer === alternative.label) {
    return { gateway: alternative.gateway, model: alternative.model };
  }
  if (answer === retest) {
    const { gateway, model, operation } = plan;
    const args = { gateway: gateway.id, model, operation, ask: true };
    void vscode.commands.executeCommand('easel.retestRoute', args);
  }
  return 'cancel';
}

async function tryPausedRoute({ plan, since, until }: PausedRoute): Promise<boolean> {
  const { timeText } = systemClock;
  const { gateway, modelId } = plan;
  const proceed = t('Send Anyway');
  const detail = [
    t('Easel recommends waiting until {0}.', timeText(until)),
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
    proceed,
  );
  return answer === proceed;
}
