import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Gateway } from '../../catalog/gateways.ts';
import { priceAt } from '../../catalog/prices.ts';
import { describePrice } from '../../route/describe/price.ts';
import { RETEST as TEMPLATES } from '../../route/retestTemplates.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { RunResult } from '../../run/plan/options.ts';
import { operationLabel } from '../../run/consent/routeCheck.ts';
import type { ActionOptions } from '../../run/runnerParts.ts';
import { currentGateway, currentModel } from '../config/settings.ts';
import { localization } from '../routes/routes.ts';
import { ensureGateway, orCancel, runInteractively, type RunCommandParts } from './interactive.ts';

const t = vscode.l10n.t;

/** A user who retests a route knows its status. */
const RETEST: ActionOptions = { kind: 'retest', brokenRoute: 'silent' };

const RetestOptions = z.object({
  gateway: z.optional(z.string()),
  model: z.optional(z.string()),
  operation: z.optional(z.enum(['edit', 'generate'])),
  /** Set where Easel itself starts a retest: the route is known, but the user hasn't agreed to pay yet. */
  ask: z.optional(z.boolean()),
});

/**
 * Runs `easel.retestRoute`: sends the smallest request that shows whether a route works, once, and shows the image.
 *
 * @param folder for the sample and the results, which belong to no workspace: an absolute path
 */
export async function retestRoute(
  parts: RunCommandParts,
  folder: string,
  value: unknown,
): Promise<RunResult> {
  return await runInteractively(parts, () => retest(parts, folder, value));
}

async function retest(
  { runs, keys, routes }: RunCommandParts,
  folder: string,
  value: unknown,
): Promise<RunResult> {
  const parsed = RetestOptions.safeParse(value);
  const given = parsed.success ? parsed.data : {};
  const gateway = given.gateway ?? orCancel(await ensureGateway(keys, routes)).id;
  const known = currentGateway(gateway);
  const model = given.model ?? currentModel(known);
  const operation = given.operation ?? 'edit';
  if (!parsed.success || given.ask === true) {
    const [look, send] = [t('Show Route Status'), t('Send')];
    const question = t(
      'Retest {0} ({1}) at {2}?',
      sanitize(model, 80),
      operationLabel(operation, t),
      sanitize(known?.label ?? gateway, 80),
    );
    const detail = t('This sends one small request.');
    const answer = await vscode.window.showWarningMessage(
      question,
      { modal: true, detail: `${detail} ${costOf(known, model)}` },
      // Enter presses the first button of a dialog, and must not pay.
      look,
      send,
    );
    if (answer === look) void vscode.commands.executeCommand('easel.showRouteStatus');
    orCancel(answer === send ? answer : undefined);
  }
  const { prompt, image } = TEMPLATES[operation];
  await mkdir(folder, { recursive: true });
  const target = vscode.Uri.file(folder).toString();
  const auto = { aspectRatio: 'auto', imageSize: 'auto' };
  if (image === undefined)
    return await runs.run({ prompt, gateway, model, target, ...auto }, RETEST);
  const file = join(folder, image.name);
  await writeFile(file, image.bytes);
  const images = [vscode.Uri.file(file).toString()];
  return await runs.run({ prompt, gateway, model, target, images, ...auto }, RETEST);
}

function costOf(gateway: Gateway | undefined, model: string): string {
  if (gateway?.free) return t('Nothing is charged.');
  const price = gateway && priceAt(gateway, model, undefined);
  const image = t("You're charged for one image.");
  return price === undefined ? image : `${image} ${describePrice(price, localization())}`;
}
