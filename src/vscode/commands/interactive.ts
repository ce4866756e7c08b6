import * as vscode from 'vscode';
import type { Gateway } from '../../catalog/gateways.ts';
import { CancelledError, CheckError, EaselError } from '../../errors.ts';
import { ACTIONS } from '../../messages/actions.ts';
import { chosenGateway } from '../../run/plan/chosenGateway.ts';
import type { PerformAction } from '../../run/actionContext.ts';
import type { RunResult } from '../../run/plan/options.ts';
import type { Drafts } from '../../run/quick/draft.ts';
import type { Runner } from '../../run/runner.ts';
import { refusedResult } from '../../run/report/result.ts';
import { missingCredential, type Keys } from '../config/keys.ts';
import { currentGateway, readSettings, writeSetting } from '../config/settings.ts';
import { showFailure } from '../dialogs/notices.ts';
import { askMissing } from '../dialogs/askKey.ts';
import { pickGateway } from '../dialogs/pickers.ts';
import type { HistoryStore } from '../files/historyStore.ts';
import type { Routes } from '../routes/routes.ts';
import type { NotifiedRuns } from './notifiedRuns.ts';

/** The services of the commands that start runs. */
export interface RunCommandParts {
  readonly runs: NotifiedRuns;
  readonly keys: Keys;
  readonly routes: Routes;
  readonly perform: PerformAction;
  readonly runner: Runner;
  readonly history: Pick<HistoryStore, 'readNewest'>;
  readonly drafts: Drafts;
}

/**
 * Performs a command that asks questions. A dismissed question ends it as `cancelled`, and a problem is shown at once. Either way
 * the command resolves with a result, as it does when it is called with arguments.
 */
export async function runInteractively(
  { keys, perform }: Pick<RunCommandParts, 'keys' | 'perform'>,
  work: () => Promise<RunResult>,
): Promise<RunResult> {
  try {
    if (!vscode.workspace.isTrusted) throw new CheckError({ kind: 'restricted-mode' });
    checkGatewaySetting();
    return await work();
  } catch (error) {
    if (!(error instanceof EaselError)) throw error;
    // Dismissing a question sends nothing, so stay silent.
    if (!(error instanceof CancelledError)) void showAndPerform(error, keys, perform);
    return refusedResult(error, vscode.l10n.t, keys.inUse());
  }
}

/** There is no request yet, so an action helps the next one. */
async function showAndPerform(
  failure: EaselError,
  keys: Keys,
  perform: PerformAction,
): Promise<void> {
  const chosen = await showFailure(failure, keys.inUse(), { facts: {} });
  if (typeof chosen === 'string') await perform(ACTIONS[chosen].behavior, { failure });
}

/** Returns the answer to a question. A dismissed one ends the command. @throws CancelledError */
export function orCancel<T>(answer: T | undefined): T {
  if (answer === undefined) throw new CancelledError('no');
  return answer;
}

/** Explains a gateway setting that can't be used, instead of asking for another gateway. Having none yet is fine. */
function checkGatewaySetting(): void {
  const chosen = chosenGateway(readSettings());
  if (chosen instanceof CheckError) throw chosen;
}

/**
 * Makes sure that a gateway is selected and its key is stored, asking for what is missing. Returns undefined if the user dismisses a
 * question.
 *
 * @param id the gateway to use; without it, the one of the settings
 */
export async function ensureGateway(
  keys: Keys,
  routes: Routes,
  id?: string,
): Promise<Gateway | undefined> {
  let gateway = currentGateway(id);
  if (gateway === undefined) {
    gateway = await pickGateway(routes, keys);
    if (gateway === undefined) return undefined;
    await writeSetting('gateway', gateway.id);
  }
  const needsKey = (await missingCredential(gateway, keys)) !== undefined;
  return needsKey && !(await askMissing(gateway, keys)) ? undefined : gateway;
}
