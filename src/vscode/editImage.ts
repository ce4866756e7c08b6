import * as vscode from 'vscode';
import { CheckError } from '../errors.ts';
import { imageFacts } from '../image/facts.ts';
import { foreign } from '../run/foreign.ts';
import type { RunResult } from '../run/options.ts';
import { mergeResults } from '../run/result.ts';
import { currentGateway, type Actions } from './actions.ts';
import { commandArguments } from './arguments.ts';
import { answered, asking, ensureGateway } from './asking.ts';
import { files, nameOf } from './files.ts';
import type { Keys } from './keys.ts';
import { askPrompt } from './pickers.ts';
import type { Routes } from './routeStatusNow.ts';
import type { Elsewhere } from './routeWarning.ts';
import type { Manner } from './runner.ts';
import { readSettings } from './settings.ts';
import { askToLeave } from './target.ts';
import { chooseBatches, chooseSources, type Batch } from './sources.ts';

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
    const sources = uris.length > 0 ? uris : answered(await chooseSources());
    await checkImages(sources);
    const batches = answered(
      await chooseBatches(sources, currentGateway(undefined)?.free === true),
    );
    const gateway = answered(await ensureGateway(keys, routes));
    const prompt = await askPrompt(
      t('Edit {0}', foreign(sources.map(nameOf).join(', '), 80)),
      t('{0} at {1}. The result is saved beside the source.', readSettings().model, gateway.label),
      t('What should change? For example: change the background to blue'),
    );
    return await editBatches(actions, batches, answered(prompt));
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
  let elsewhere: Partial<Elsewhere> = {};
  const manner: Manner = {
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

/** Looked at before the prompt is asked for: nobody likes to type a wish for a file that is no image. */
async function checkImages(uris: readonly vscode.Uri[]): Promise<void> {
  for (const uri of uris) {
    const bytes = await files.read(uri.toString());
    if (imageFacts(bytes) === undefined) {
      throw new CheckError({ kind: 'not-an-image', file: nameOf(uri) });
    }
  }
}
