import * as vscode from 'vscode';
import { inputTypesAt } from '../../catalog/modelLookup.ts';
import { describeLocalError } from '../../messages/messages.ts';
import { describeSending } from '../../messages/sent.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { RunResult } from '../../run/plan/options.ts';
import { resultFolder } from '../../run/plan/plan.ts';
import { isAboutItsImage, mergeResults, refusedResult } from '../../run/report/result.ts';
import type { RouteChoice } from '../../run/consent/questions.ts';
import type { ActionOptions } from '../../run/runnerParts.ts';
import { currentGateway, currentModel, readSettings } from '../config/settings.ts';
import { askPrompt } from '../dialogs/askPrompt.ts';
import { consentDialogs } from '../dialogs/consent.ts';
import { files, nameOf } from '../files/files.ts';
import { commandArguments } from './arguments.ts';
import { describeSkipped, imagesAmong, isDrawing, offerPanel } from './editSources.ts';
import { ensureGateway, orCancel, runInteractively, type RunCommandParts } from './interactive.ts';
import type { NotifiedRuns } from './notifiedRuns.ts';
import { chooseBatches, chooseSources, batchSummary, type Batch } from '../dialogs/sources.ts';

const t = vscode.l10n.t;

/** Runs `easel.editImage`: from the explorer, the image preview, the palette, a keybinding, or another extension. */
export async function editImage(
  parts: RunCommandParts,
  args: readonly unknown[],
): Promise<RunResult> {
  const { runs, keys, routes } = parts;
  const { uris, options } = commandArguments(args);
  if (options !== undefined) {
    const images = uris.map(String);
    return await runs.run({ ...(images.length > 0 ? { images } : {}), ...options });
  }
  return await runInteractively(parts, async () => {
    const chosen = uris.length > 0 ? uris : orCancel(await chooseSources());
    const { sources, facts, refused } = await imagesAmong(chosen);
    const drawings = refused.filter(isDrawing);
    const [drawing] = drawings;
    if (sources.length === 0 && drawing !== undefined) {
      void offerPanel(describeLocalError(drawing.error, t), drawings);
      return refusedResult(drawing.error, t, keys.inUse());
    }
    const skipped = describeSkipped(refused);
    if (skipped !== undefined) void offerPanel(skipped, drawings);
    const batches = orCancel(await chooseBatches(sources, currentGateway()?.free === true));
    const gateway = orCancel(await ensureGateway(keys, routes));
    const model = currentModel(gateway);
    const { stripLocation } = readSettings();
    const types = inputTypesAt(gateway, model);
    const prompt = await askPrompt(
      t('Edit {0}', sanitize(sources.map(nameOf).join(', '), 80)),
      [
        t('{0} at {1}. {2}', model, gateway.label, batchSummary(batches, gateway)),
        ...describeSending(facts, { types, isPrivate: stripLocation }, t).map((line) => `${line}.`),
        ...savedInto(sources[0]),
      ].join(' '),
      t('What should change? For example: change the background to blue'),
    );
    const result = await editBatches(runs, batches, orCancel(prompt));
    return skipped === undefined ? result : { ...result, warnings: [skipped, ...result.warnings] };
  });
}

/** Names the folder of the results, if `easel.output.folder` names one. @throws CheckError `unknown-placeholder` */
function savedInto(source: vscode.Uri | undefined): readonly string[] {
  const { outputFolder } = readSettings(source);
  const found = resultFolder(source?.toString(), outputFolder, files);
  if (found === undefined || outputFolder.trim() === '${sourceDir}') return [];
  const name = vscode.workspace.asRelativePath(vscode.Uri.parse(found.folder), true);
  return [t('Results will be saved in {0}.', name)];
}

/** Sends one request per batch, one at a time. Stops at the first that fails, unless it fails because of its own image. */
async function editBatches(
  runs: NotifiedRuns,
  batches: readonly Batch[],
  prompt: string,
): Promise<RunResult> {
  const results: RunResult[] = [];
  // An alternative route that the user picks for the first image is for all of them.
  let route: Partial<RouteChoice> = {};
  const surface: ActionOptions = {
    consent: consentDialogs,
    brokenRoute: 'ask',
    onRouteChosen: (chosen) => {
      route = chosen;
    },
  };
  for (const batch of batches) {
    const images = batch.map(String);
    const result = await runs.run({ prompt, images, ...route }, surface);
    results.push(result);
    if (result.outcome !== 'saved' && !isAboutItsImage(result)) break;
  }
  return mergeResults(results);
}
