import * as vscode from 'vscode';
import { keyOrigin, type Gateway } from '../../catalog/gateways.ts';
import { CancelledError, CheckError, EaselError } from '../../errors.ts';
import type { Action } from '../../messages/message.ts';
import type { RunResult } from '../../run/plan/options.ts';
import { refusal } from '../../run/report/result.ts';
import { currentGateway } from './actions.ts';
import { chosenGateway } from '../../run/plan/chosenGateway.ts';
import type { Keys } from '../config/keys.ts';
import { showFailure } from '../dialogs/notices.ts';
import { goTo } from '../panel/runs/follow.ts';
import { askKey, pickGateway } from '../dialogs/pickers.ts';
import type { Routes } from '../routes/routes.ts';
import { readSettings, writeSetting } from '../config/settings.ts';

const FOLLOWED = new Set<Action>(['trust', 'open-settings', 'choose-gateway']);

/**
 * Goes through the questions of a command. Whoever goes away ends it as cancelled, and what cannot work is told at once:
 * either way the command resolves with a result, as it does with arguments.
 */
export async function asking(keys: Keys, work: () => Promise<RunResult>): Promise<RunResult> {
  try {
    if (!vscode.workspace.isTrusted) throw new CheckError({ kind: 'restricted-mode' });
    checkChosen();
    return await work();
  } catch (error) {
    if (!(error instanceof EaselError)) throw error;
    // Who goes away from a question knows that nothing was sent.
    if (error instanceof CancelledError) return refusal(error, vscode.l10n.t, keys.seen());
    void showFailure(error, (action) => FOLLOWED.has(action), keys.seen()).then((action) =>
      typeof action === 'string' ? goTo(action, error) : undefined,
    );
    return refusal(error, vscode.l10n.t, keys.seen());
  }
}

/** @throws CancelledError where there is no answer */
export function answered<T>(answer: T | undefined): T {
  if (answer === undefined) throw new CancelledError('no');
  return answer;
}

/** A gateway that was chosen and cannot be used is explained, not asked for again. None at all is no mistake. */
function checkChosen(): void {
  const chosen = chosenGateway(readSettings());
  if (chosen instanceof CheckError) throw chosen;
}

/** The chosen gateway with its key; asks, once, for whatever is missing. */
export async function ensureGateway(keys: Keys, routes: Routes): Promise<Gateway | undefined> {
  let gateway = currentGateway(undefined);
  if (gateway === undefined) {
    gateway = await pickGateway(routes, keys);
    if (gateway === undefined) return undefined;
    await writeSetting('gateway', gateway.id);
  }
  const origin = keyOrigin(gateway);
  const missing = origin !== undefined && (await keys.get(origin)) === undefined;
  return missing && !(await askKey(gateway, keys)) ? undefined : gateway;
}
