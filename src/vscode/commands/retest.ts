import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import type { Gateway } from '../../catalog/gateways.ts';
import { priceAt } from '../../catalog/prices.ts';
import { describePrice } from '../../route/describe/status.ts';
import { RETEST } from '../../route/retestTemplates.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { RunResult } from '../../run/options.ts';
import { currentGateway, type Actions } from './actions.ts';
import { answered, asking, ensureGateway } from './asking.ts';
import type { Keys } from '../config/keys.ts';
import type { ActionOptions } from './runner.ts';
import { operationWord, voice, type Routes } from '../routes/routes.ts';
import { readSettings } from '../config/settings.ts';

const t = vscode.l10n.t;

/** Who retests a route knows what is said of it. */
const RETEST_MANNER: ActionOptions = { kind: 'retest', brokenRoute: 'told' };

const RetestOptions = z.object({
  gateway: z.optional(z.string()),
  model: z.optional(z.string()),
  operation: z.optional(z.enum(['edit', 'generate'])),
  /** Set by our own list: the route is known, but nobody has agreed to pay yet. */
  ask: z.optional(z.boolean()),
});

/**
 * `easel.retestRoute`: sends the smallest request that shows whether a route works, once, and shows the picture.
 *
 * @param folder where the sample and the results lie: they belong to no workspace
 */
export async function retestRoute(
  actions: Actions,
  keys: Keys,
  routes: Routes,
  folder: string,
  value: unknown,
): Promise<RunResult> {
  return await asking(keys, () => retest(actions, keys, routes, folder, value));
}

async function retest(
  actions: Actions,
  keys: Keys,
  routes: Routes,
  folder: string,
  value: unknown,
): Promise<RunResult> {
  const parsed = RetestOptions.safeParse(value);
  const given = parsed.success ? parsed.data : {};
  const gateway = given.gateway ?? answered(await ensureGateway(keys, routes)).id;
  const known = currentGateway(gateway);
  const model = given.model ?? readSettings().model;
  const operation = given.operation ?? 'edit';
  if (!parsed.success || given.ask === true) {
    const send = t('Send');
    const question = t(
      'Retest {0} ({1}) at {2}?',
      sanitize(model, 80),
      operationWord(operation),
      sanitize(known?.label ?? gateway, 80),
    );
    const detail = t('One small request is sent.');
    const answer = await vscode.window.showWarningMessage(
      question,
      { modal: true, detail: `${detail} ${costOf(known, model)}` },
      send,
    );
    answered(answer);
  }
  const { prompt, image } = RETEST[operation];
  await mkdir(folder, { recursive: true });
  const target = vscode.Uri.file(folder).toString();
  const auto = { aspectRatio: 'auto', imageSize: 'auto' };
  if (image === undefined)
    return await actions.perform({ prompt, gateway, model, target, ...auto }, RETEST_MANNER);
  const file = join(folder, image.name);
  await writeFile(file, image.bytes);
  const images = [vscode.Uri.file(file).toString()];
  return await actions.perform({ prompt, gateway, model, target, images, ...auto }, RETEST_MANNER);
}

function costOf(gateway: Gateway | undefined, model: string): string {
  if (gateway?.free) return t('Nothing is charged.');
  const price = gateway && priceAt(gateway, model, undefined);
  const image = t('It costs one image.');
  return price === undefined ? image : `${image} ${describePrice(price, voice())}`;
}
