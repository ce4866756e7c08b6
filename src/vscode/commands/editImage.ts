import * as vscode from 'vscode';
import { CheckError } from '../../errors.ts';
import { inputTypesAt } from '../../catalog/modelLookup.ts';
import { inspectSource } from '../../image/formats/disguise.ts';
import type { SourceFacts } from '../../image/formats/sourceFacts.ts';
import { describeLocalError } from '../../messages/messages.ts';
import { describeSending } from '../../messages/sent.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { RunResult } from '../../run/plan/options.ts';
import { resultFolder } from '../../run/plan/plan.ts';
import { isAboutItsImage, mergeResults } from '../../run/report/result.ts';
import type { RouteChoice } from '../../run/consent/questions.ts';
import type { ActionOptions } from '../../run/runnerParts.ts';
import { currentGateway, currentModel, readSettings } from '../config/settings.ts';
import { askPrompt } from '../dialogs/askPrompt.ts';
import { consentDialogs } from '../dialogs/consent.ts';
import { files, nameOf } from '../files/files.ts';
import { commandArguments } from './arguments.ts';
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
    const { sources, facts, skipped } = await imagesAmong(chosen);
    if (skipped !== undefined) void vscode.window.showWarningMessage(skipped);
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

/**
 * Finds the images among files, before the user types a prompt for them. A file that isn't an image doesn't stop the others.
 *
 * @throws CheckError if none of them is an image
 */
async function imagesAmong(uris: readonly vscode.Uri[]): Promise<{
  readonly sources: readonly vscode.Uri[];
  readonly facts: readonly SourceFacts[];
  readonly skipped?: string;
}> {
  const sources: vscode.Uri[] = [];
  const sourceFacts: SourceFacts[] = [];
  const refused: { readonly name: string; readonly error: CheckError }[] = [];
  for (const uri of uris) {
    const name = nameOf(uri);
    try {
      const bytes = await files.read(uri.toString());
      sourceFacts.push(await inspectSource(name, bytes));
      sources.push(uri);
    } catch (error) {
      if (!(error instanceof CheckError)) throw error;
      refused.push({ name, error });
    }
  }
  const [first] = refused;
  if (first === undefined) return { sources, facts: sourceFacts };
  if (sources.length === 0) throw first.error;
  const names = sanitize(refused.map(({ name }) => name).join(', '));
  const { problem } = first.error;
  const isPlain = problem.kind === 'not-an-image' && problem.found === undefined;
  const skipped =
    refused.length === 1
      ? isPlain
        ? t("Skipped {0} because it isn't an image.", names)
        : t('Skipped an image. {0}', describeLocalError(first.error, t))
      : t("Skipped {0} because they aren't images.", names);
  return { sources, facts: sourceFacts, skipped };
}
