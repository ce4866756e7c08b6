import * as vscode from 'vscode';
import type { PrepareJob } from '../../assets/prepareImages.ts';
import { parsePrepareOptions, PREPARE_OPTION_NAMES, type Recipe } from '../../assets/recipe.ts';
import { CheckError } from '../../errors.ts';
import { resolveLocations } from '../../run/plan/locations.ts';
import type { RunResult } from '../../run/plan/options.ts';
import { commandArguments } from '../commands/arguments.ts';
import { orCancel } from '../commands/interactive.ts';
import { chooseSources, openImageUri } from '../dialogs/sources.ts';
import { files } from '../files/files.ts';
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
    if (options !== undefined) return await jobOf(uris, options);
    const title = t('Select an Image to Prepare');
    const images = uris.length > 0 ? uris.map(String) : await askImages(title);
    return { images, recipe: orCancel(await pickRecipe(images, assets, labeling)) };
  });
}

/** Runs `easel.removeBackground`: makes the plain background of images transparent. With options it asks nothing. */
export async function removeBackground(
  parts: MakeFilesParts,
  args: readonly unknown[],
): Promise<RunResult> {
  return await makeFiles(parts, async () => {
    const { uris, options } = commandArguments(args, PREPARE_OPTION_NAMES);
    const background = 'transparent';
    if (options !== undefined) return await jobOf(uris, options, { background });
    const title = t('Select an Image with a Plain Background');
    const images = uris.length > 0 ? uris.map(String) : await askImages(title);
    return { images, recipe: { background } };
  });
}

/** @param fixed what the command itself decides. @throws CheckError */
async function jobOf(
  uris: readonly vscode.Uri[],
  options: unknown,
  fixed: Recipe = {},
): Promise<PrepareJob> {
  const { images: given, target, ...recipe } = parsePrepareOptions(options);
  const { places, kind } = files;
  const lookup = places && { ...places(), kind };
  const where = { ...(given && { images: given }), ...(target && { target }) };
  const { images, target: folder } = lookup ? await resolveLocations(where, lookup) : where;
  const open = openImageUri();
  const chosen = uris.length > 0 ? uris.map(String) : (images ?? (open ? [String(open)] : []));
  if (chosen.length === 0) throw new CheckError({ kind: 'no-source' });
  return { images: chosen, recipe: { ...recipe, ...fixed }, folder };
}

/** @throws CancelledError */
async function askImages(title: string): Promise<readonly string[]> {
  return orCancel(await chooseSources({ title, openLabel: t('Select') })).map(String);
}
