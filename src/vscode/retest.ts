import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import * as z from 'zod/mini';
import { RETEST } from '../route/retest.ts';
import type { RunResult } from '../run/options.ts';
import type { Actions } from './actions.ts';
import { ensureGateway } from './asking.ts';
import type { Keys } from './keys.ts';
import { operationWord } from './routeStatusNow.ts';
import { readSettings } from './settings.ts';

const t = vscode.l10n.t;

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
  folder: string,
  value: unknown,
): Promise<RunResult | undefined> {
  const parsed = RetestOptions.safeParse(value);
  const given = parsed.success ? parsed.data : {};
  const gateway = given.gateway ?? (await ensureGateway(keys))?.id;
  if (gateway === undefined) return undefined;
  const model = given.model ?? readSettings().model;
  const operation = given.operation ?? 'edit';
  if (!parsed.success || given.ask === true) {
    const send = t('Send');
    const question = t('Retest {0} ({1}) at {2}?', model, operationWord(operation), gateway);
    const detail = t('One small request is sent. It costs one image.');
    const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, send);
    if (answer !== send) return undefined;
  }
  const { prompt, image } = RETEST[operation];
  await mkdir(folder, { recursive: true });
  const target = vscode.Uri.file(folder).toString();
  const auto = { aspectRatio: 'auto', imageSize: 'auto' };
  if (image === undefined)
    return await actions.perform({ prompt, gateway, model, target, ...auto });
  const file = join(folder, image.name);
  await writeFile(file, image.bytes);
  const images = [vscode.Uri.file(file).toString()];
  return await actions.perform({ prompt, gateway, model, target, images, ...auto });
}
