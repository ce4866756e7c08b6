import * as vscode from 'vscode';
import type { AssetClient } from '../../assets/assetClient.ts';
import {
  parseGrid,
  parseSetOptions,
  SET_OPTION_NAMES,
  THEME_SET,
} from '../../assets/sets/options.ts';
import type { SetId } from '../../assets/sets/set.ts';
import type { Grid } from '../../assets/sets/sprites/slice.ts';
import { SET_KINDS } from '../../assets/sets/setKinds.ts';
import { writeSet, type MadeSet, type WrittenSet } from '../../assets/sets/writeSet.ts';
import { safeStem, withoutExtension } from '../../disk/names.ts';
import { CheckError, SaveError } from '../../errors.ts';
import { setLabel, setNotes } from '../../messages/notices/iconSet.ts';
import { describeUnprepared, preparingText } from '../../messages/notices/prepared.ts';
import type { History } from '../../history/history.ts';
import type { RunResult } from '../../run/plan/options.ts';
import { commandArguments } from '../commands/arguments.ts';
import { orCancel } from '../commands/interactive.ts';
import { chooseSources, openImageUri } from '../dialogs/sources.ts';
import { files, nameOf, parentOf } from '../files/files.ts';
import { publish } from '../files/publish.ts';
import { labelingOf, type LabelingOf } from './labeling.ts';
import { chosenImages, locate, refusedWork, withLocalProgress } from './localWork.ts';
import { createNewFolder, discardSet, freeFolderName } from './setFiles.ts';
import { previewSet, type SetFolder } from './setPage.ts';
import { askGrid, pickSet } from './setPicker.ts';
import { placeOf } from './setPlace.ts';
import { tellSet } from './tellSet.ts';
import { themePair, type ThemePairParts } from './themes/themePair.ts';

const t = vscode.l10n.t;

export interface MakeIconSetParts extends ThemePairParts {
  readonly assets: AssetClient;
  /** Knows which images are results of runs. */
  readonly history: ThemePairParts['history'] & { readonly read: () => Promise<History> };
  readonly extensionUri: vscode.Uri;
}

/** A set to make, and where. */
interface SetJob<Id = SetId> extends SetFolder {
  /** URI. */
  readonly image: string;
  readonly set: Id;
  readonly grid?: Grid | undefined;
  /** Shows the set before it is written. */
  readonly asks?: true;
}

/**
 * Runs `easel.makeIconSet`: makes the icons, cards, or sizes that a project needs from one image. All sets but one are made on this machine,
 * for free. With options it asks nothing and writes at once.
 */
export async function makeIconSet(
  parts: MakeIconSetParts,
  args: readonly unknown[],
): Promise<RunResult> {
  let image = '';
  try {
    const job = await jobOf(args);
    image = files.name(job.image);
    const { set } = job;
    if (set === THEME_SET) return await themePair(parts, job);
    const local: SetJob = { ...job, set };
    const made = await make(local, parts.assets, labelingOf(parts.history));
    const written = local.asks ? await preview(made, local, parts) : await write(made, local);
    void tellSet(made, written, parts.bin);
    const saved = written.files.map(({ uri }) => uri);
    return { outcome: 'saved', saved, warnings: [...setNotes(made, t)], runs: [] };
  } catch (error) {
    return refusedWork(error, (one) =>
      one instanceof CheckError || one instanceof SaveError
        ? describeUnprepared({ name: image, error: one }, t)
        : undefined,
    );
  }
}

/** @throws CheckError, CancelledError */
async function jobOf(args: readonly unknown[]): Promise<SetJob<SetId | typeof THEME_SET>> {
  const { uris, options } = commandArguments(args, SET_OPTION_NAMES);
  const [clicked] = uris;
  if (options === undefined) {
    const image = clicked ?? (await askImage());
    const set = orCancel(await pickSet(nameOf(image)));
    const grid = set === 'sprites' ? orCancel(await askGrid()).grid : undefined;
    return { image: image.toString(), set, grid, ...placeBeside(image, set), asks: true };
  }
  const { image: given, set, target, grid: cells } = parseSetOptions(options);
  const grid = cells === undefined ? undefined : parseGrid(cells);
  const { images, target: folder } = await locate({
    images: given === undefined ? undefined : [given],
    target,
  });
  const [image] = chosenImages(uris, images, openImageUri());
  const beside = placeBeside(vscode.Uri.parse(image), set);
  if (folder === undefined) return { image, set, grid, ...beside };
  if ((await files.kind(folder)) !== 'missing')
    return { image, set, grid, ...beside, parent: folder };
  const uri = vscode.Uri.parse(folder.replace(/\/+$/, ''));
  return { image, set, grid, parent: parentOf(uri).toString(), name: safeStem(nameOf(uri)) };
}

function placeBeside(image: vscode.Uri, set: SetId | typeof THEME_SET): SetFolder {
  // Two files need no folder.
  const name = set === THEME_SET ? '' : SET_KINDS[set].folder(stemOf(image));
  return { parent: parentOf(image).toString(), name };
}

/** @throws CancelledError */
async function askImage(): Promise<vscode.Uri> {
  const words = { title: t('Select an Image for the Set'), openLabel: t('Select') };
  const [image] = orCancel(await chooseSources(words));
  return orCancel(image);
}

function stemOf(image: vscode.Uri): string {
  return safeStem(withoutExtension(nameOf(image)));
}

async function make(
  { image, set, grid }: SetJob,
  assets: AssetClient,
  knownOf: LabelingOf,
): Promise<MadeSet> {
  const stem = stemOf(vscode.Uri.parse(image));
  return await withLocalProgress(setLabel(set, t), async (signal) => {
    const file = await files.read(image);
    const input = { file, set, stem, grid, labeling: await knownOf(image, file) };
    return { ...(await assets.run('set', input, signal)), set, stem };
  });
}

/** @throws CancelledError if the user closes the preview */
async function preview(
  made: MadeSet,
  { image, parent, name }: SetJob,
  { extensionUri }: MakeIconSetParts,
): Promise<WrittenSet> {
  const free = await freeFolderName(parent, name);
  const page = { made, image: files.name(image), parent, name: free, extensionUri };
  return orCancel(await previewSet({ ...page, write: (folder) => write(made, folder) }));
}

async function write(made: MadeSet, { parent, name }: SetFolder): Promise<WrittenSet> {
  return await withLocalProgress(setLabel(made.set, t), async (signal, show) => {
    const all = { name: files.name, createFolder: createNewFolder, publish, discard: discardSet };
    const onStart = (index: number, count: number, path: string) => {
      show(preparingText(index, count, path, t), 100 / count);
    };
    const place = placeOf(made.stem);
    return await writeSet(made, { parent, name }, { files: all, placeOf: place, signal, onStart });
  });
}
