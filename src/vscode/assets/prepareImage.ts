import * as vscode from 'vscode';
import type { PrepareJob } from '../../assets/prepareImages.ts';
import {
  parsePrepareOptions,
  PREPARE_OPTION_NAMES,
  type PrepareOptions,
} from '../../assets/recipe.ts';
import type { RunResult } from '../../run/plan/options.ts';
import { commandArguments } from '../commands/arguments.ts';
import { orCancel } from '../commands/interactive.ts';
import { chooseSources, openImageUri } from '../dialogs/sources.ts';
import { chosenImages, locate } from './localWork.ts';
import { makeFiles, type MakeFilesParts } from './makeFiles.ts';
import { pickRecipe } from './recipePicker.ts';

const t = vscode.l10n.t;

/** Runs `easel.prepareImage`: makes files of an exact size, format, or weight from images. With options it asks nothing. */
export async function prepareImage(
  parts: MakeFilesParts,
  args: readonly unknown[],
): Promise<RunResult> {
  return await makeFiles(parts, async (assets, labeling) => {
    const { uris, options } = commandArguments(args, PREPARE_OPTION_NAMES);
    if (options !== undefined) return await jobOf(uris, parsePrepareOptions(options));
    const title = t('Select an Image to Prepare');
    const images = uris.length > 0 ? uris.map(String) : await askImages(title);
    return { images, recipe: orCancel(await pickRecipe(images, assets, labeling)) };
  });
}

/** Returns what a caller's options mean. @throws CheckError */
export async function jobOf(
  uris: readonly vscode.Uri[],
  { images: given, target, ...recipe }: PrepareOptions,
): Promise<PrepareJob> {
  const { images, target: folder } = await locate({ images: given, target });
  return { images: chosenImages(uris, images, openImageUri()), recipe, folder };
}

/** Asks for images, unless one is open. @returns URIs. @throws CancelledError */
export async function askImages(title: string): Promise<readonly string[]> {
  return orCancel(await chooseSources({ title, openLabel: t('Select') })).map(String);
}
