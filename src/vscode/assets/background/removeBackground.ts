import * as vscode from 'vscode';
import { parseRemovalOptions, REMOVAL_OPTION_NAMES, type Way } from '../../../assets/recipe.ts';
import type { PrepareJob } from '../../../assets/prepareImages.ts';
import { addEnding, safeStem, withoutExtension } from '../../../disk/names.ts';
import { CheckError } from '../../../errors.ts';
import { describeLocalError } from '../../../messages/messages.ts';
import { KEEP_PROMPT } from '../../../run/pairs/passes.ts';
import type { RunResult } from '../../../run/plan/options.ts';
import { isAboutItsImage, mergeResults } from '../../../run/report/result.ts';
import { commandArguments } from '../../commands/arguments.ts';
import {
  ensureGateway,
  orCancel,
  runInteractively,
  type RunCommandParts,
} from '../../commands/interactive.ts';
import { consentDialogs } from '../../dialogs/consent.ts';
import { nameOf, parentOf } from '../../files/files.ts';
import { refusedWork } from '../localWork.ts';
import { makeFiles, type MakeFilesParts } from '../makeFiles.ts';
import { askImages, jobOf } from '../prepareImage.ts';
import { pickWay } from './backgroundWays.ts';
import { makeExactBackground, type ExactBackgroundParts } from './exactBackground.ts';

const t = vscode.l10n.t;

export type RemoveBackgroundParts = MakeFilesParts & RunCommandParts & ExactBackgroundParts;

interface Removal {
  readonly way: Way;
  readonly job: PrepareJob;
}

/**
 * Runs `easel.removeBackground`: makes the background of images transparent. With options it asks nothing, and sends only what they
 * name.
 */
export async function removeBackground(
  parts: RemoveBackgroundParts,
  args: readonly unknown[],
): Promise<RunResult> {
  try {
    return await remove(parts, await chosenRemoval(args));
  } catch (error) {
    return refusedWork(error, (one) =>
      one instanceof CheckError ? describeLocalError(one, t) : undefined,
    );
  }
}

/** @throws CheckError, CancelledError */
async function chosenRemoval(args: readonly unknown[]): Promise<Removal> {
  const { uris, options } = commandArguments(args, REMOVAL_OPTION_NAMES);
  if (options !== undefined) {
    const { way, ...given } = parseRemovalOptions(options);
    return { way, job: await jobOf(uris, given) };
  }
  const images = uris.length > 0 ? uris.map(String) : await askImages(t('Select an Image'));
  const way = orCancel(await pickWay(images.length));
  return { way, job: { images, recipe: { background: 'transparent' } } };
}

async function remove(parts: RemoveBackgroundParts, { way, job }: Removal): Promise<RunResult> {
  if (way !== 'local') return await runInteractively(parts, () => removeByRuns(parts, way, job));
  // A click on the button can pay, so it asks once more.
  const otherWays = async (images: readonly string[]) => {
    const other = await pickWay(images.length, ['key', 'exact']);
    if (other !== undefined) await remove(parts, { way: other, job: { ...job, images } });
  };
  return await makeFiles(parts, async () => job, otherWays);
}

/** @throws CancelledError */
async function removeByRuns(
  parts: RemoveBackgroundParts,
  way: Exclude<Way, 'local'>,
  { images, folder }: PrepareJob,
): Promise<RunResult> {
  orCancel(await ensureGateway(parts.keys, parts.routes));
  const results: RunResult[] = [];
  for (const image of images) {
    const source = vscode.Uri.parse(image);
    const place = folder === undefined ? parentOf(source) : vscode.Uri.parse(folder);
    const result = await (way === 'key' ? byKey : makeExactBackground)(parts, source, place);
    results.push(result);
    // What failed for another reason than its image would fail, or be charged, again.
    if (result.outcome !== 'saved' && !isAboutItsImage(result)) break;
  }
  return mergeResults(results);
}

async function byKey(
  { runs }: RemoveBackgroundParts,
  source: vscode.Uri,
  folder: vscode.Uri,
): Promise<RunResult> {
  const stem = safeStem(addEnding(withoutExtension(nameOf(source)), '-transparent'));
  const options = {
    prompt: KEEP_PROMPT,
    images: [source.toString()],
    target: vscode.Uri.joinPath(folder, `${stem}.png`).toString(),
    background: 'transparent',
    aspectRatio: 'auto',
  };
  return await runs.run(options, { consent: consentDialogs, brokenRoute: 'ask' });
}
