import * as vscode from 'vscode';
import { CheckError } from '../../errors.ts';
import { imageFacts } from '../../image/formats/inspect.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { RunResult } from '../../run/plan/options.ts';
import { mergeResults } from '../../run/report/result.ts';
import { currentGateway, type Actions } from './actions.ts';
import { commandArguments } from './arguments.ts';
import { answered, asking, ensureGateway } from './interactive.ts';
import { files, nameOf } from '../files/files.ts';
import type { Keys } from '../config/keys.ts';
import { askPrompt } from '../dialogs/askPrompt.ts';
import type { Routes } from '../routes/routes.ts';
import type { RouteChoice } from '../routes/warning.ts';
import type { ActionOptions } from '../../run/runner.ts';
import { readSettings } from '../config/settings.ts';
import { askToLeave } from '../dialogs/target.ts';
import { chooseBatches, chooseSources, whatIsAsked, type Batch } from '../dialogs/sources.ts';

const t = vscode.l10n.t;

/** `easel.editImage`: from the explorer, the image preview, the palette, a keybinding, another extension. */
export async function editImage(
  actions: Actions,
  keys: Keys,
  routes: Routes,
  args: readonly unknown[],
): Promise<RunResult> {
  const { uris, options } = commandArguments(args);
  if (options !== undefined) {
    const images = uris.map(String);
    return await actions.perform({ ...(images.length > 0 ? { images } : {}), ...options });
  }
  return await asking(keys, async () => {
    const chosen = uris.length > 0 ? uris : answered(await chooseSources());
    const { sources, leftOut } = await imagesAmong(chosen);
    if (leftOut !== undefined) void vscode.window.showWarningMessage(leftOut);
    const batches = answered(
      await chooseBatches(sources, currentGateway(undefined)?.free === true),
    );
    const gateway = answered(await ensureGateway(keys, routes));
    const prompt = await askPrompt(
      t('Edit {0}', sanitize(sources.map(nameOf).join(', '), 80)),
      t('{0} at {1}. {2}', readSettings().model, gateway.label, whatIsAsked(batches, gateway)),
      t('What should change? For example: change the background to blue'),
    );
    const result = await editBatches(actions, batches, answered(prompt));
    return leftOut === undefined ? result : { ...result, warnings: [leftOut, ...result.warnings] };
  });
}

/** One request per batch, one after the other; the first that fails stops the rest. */
async function editBatches(
  actions: Actions,
  batches: readonly Batch[],
  prompt: string,
): Promise<RunResult> {
  const results: RunResult[] = [];
  // Who chose another route for the first chose it for all of them.
  let elsewhere: Partial<RouteChoice> = {};
  const manner: ActionOptions = {
    mayLeave: askToLeave,
    brokenRoute: 'ask',
    onElsewhere: (chosen) => {
      elsewhere = chosen;
    },
  };
  for (const batch of batches) {
    const images = batch.map(String);
    const result = await actions.perform({ prompt, images, ...elsewhere }, manner);
    results.push(result);
    if (result.outcome !== 'saved') break;
  }
  return mergeResults(results);
}

/**
 * Looked at before the prompt is asked for: nobody likes to type a wish for a file that is no image. Of several files one
 * that is none does not hold up the others.
 *
 * @throws CheckError what is wrong, where nothing is left
 */
async function imagesAmong(
  uris: readonly vscode.Uri[],
): Promise<{ readonly sources: readonly vscode.Uri[]; readonly leftOut?: string }> {
  const sources: vscode.Uri[] = [];
  const refused: { readonly name: string; readonly error: CheckError }[] = [];
  for (const uri of uris) {
    const name = nameOf(uri);
    try {
      const facts = imageFacts(await files.read(uri.toString()));
      if (facts === undefined) throw new CheckError({ kind: 'not-an-image', file: name });
      sources.push(uri);
    } catch (error) {
      if (!(error instanceof CheckError)) throw error;
      refused.push({ name, error });
    }
  }
  const [first] = refused;
  if (first === undefined) return { sources };
  if (sources.length === 0) throw first.error;
  const names = sanitize(refused.map(({ name }) => name).join(', '));
  return { sources, leftOut: t('Left out, because that is no image: {0}.', names) };
}
