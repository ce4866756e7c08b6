import * as vscode from 'vscode';
import { keyOrigin, type Gateway } from '../catalog/gateways.ts';
import { CancelledError, CheckError, EaselError } from '../errors.ts';
import type { RunResult } from '../run/options.ts';
import { refusal } from '../run/result.ts';
import { currentGateway } from './actions.ts';
import type { Keys } from './keys.ts';
import { showFailure } from './notices.ts';
import { askKey, pickGateway } from './pickers.ts';
import type { Routes } from './routeStatusNow.ts';
import { writeSetting } from './settings.ts';

/**
 * Goes through the questions of a command. Whoever goes away ends it as cancelled, and what cannot work is told at once:
 * either way the command resolves with a result, as it does with arguments.
 */
export async function asking(keys: Keys, work: () => Promise<RunResult>): Promise<RunResult> {
  try {
    if (!vscode.workspace.isTrusted) throw new CheckError({ kind: 'restricted-mode' });
    return await work();
  } catch (error) {
    if (!(error instanceof EaselError)) throw error;
    void showFailure(error, (action) => action === 'trust', keys.seen()).then((action) =>
      action === 'trust'
        ? vscode.commands.executeCommand('workbench.trust.manage')
        : Promise.resolve(),
    );
    return refusal(error, vscode.l10n.t, keys.seen());
  }
}

/** @throws CancelledError where there is no answer */
export function answered<T>(answer: T | undefined): T {
  if (answer === undefined) throw new CancelledError('no');
  return answer;
}

/** The chosen gateway with its key; asks, once, for whatever is missing. */
export async function ensureGateway(keys: Keys, routes: Routes): Promise<Gateway | undefined> {
  let gateway = currentGateway(undefined);
  if (gateway === undefined) {
    gateway = await pickGateway(routes);
    if (gateway === undefined) return undefined;
    await writeSetting('gateway', gateway.id);
  }
  const origin = keyOrigin(gateway);
  const missing = origin !== undefined && (await keys.get(origin)) === undefined;
  return missing && !(await askKey(gateway, keys)) ? undefined : gateway;
}
