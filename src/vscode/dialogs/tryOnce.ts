import * as vscode from 'vscode';
import { CancelledError } from '../../errors.ts';
import type { BreakerGate } from '../../run/breakerGate.ts';
import { systemClock } from '../../text/format.ts';
import type { RunPlan } from '../../run/plan/plan.ts';

const t = vscode.l10n.t;

/**
 * Asks before a run goes by hand to a route that has just said no.
 *
 * @throws CancelledError the user would rather wait
 */
export async function askToTry(plan: RunPlan, gate: BreakerGate): Promise<void> {
  const pause = await gate.pause(plan);
  if (pause === undefined || plan.gateway.baseUrl === undefined) return;
  const { timeOfDay } = systemClock;
  const { host } = new URL(plan.gateway.baseUrl);
  const question = t('{0} said no at {1}. Try once now?', host, timeOfDay(pause.since));
  const detail = t('Next try {0}.', timeOfDay(pause.until));
  const once = t('Try Once');
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, once);
  if (answer !== once) throw new CancelledError('no');
}
