import * as vscode from 'vscode';
import {
  EXTENSIONS,
  TYPE_LABELS,
  WRITTEN_TYPES,
  type FormatChoice,
  type WrittenType,
} from '../../../assets/formats.ts';
import { withoutExtension } from '../../../disk/names.ts';
import { CheckError, ReplaceError, SaveError } from '../../../errors.ts';
import { describeLocalError } from '../../../messages/messages.ts';
import { joinSentences } from '../../../messages/message.ts';
import { describeLostCredentials } from '../../../messages/warnings/provenance.ts';
import { describeReplace } from '../../../messages/save.ts';
import { choiceFor } from '../../../panel/results/save/choices.ts';
import { savedName } from '../../../panel/results/save/savedName.ts';
import {
  saveFiles,
  type SaveFiles,
  type SaveFilesParts,
} from '../../../panel/results/save/files.ts';
import type { PanelImage } from '../../../panel/sources/state.ts';
import type { Replacements } from '../../../replace/replacements.ts';
import { sizeText } from '../../../text/format.ts';
import { sanitize } from '../../../text/sanitize.ts';
import { confirmReplace } from '../../dialogs/confirmReplace.ts';
import { openImage, reveal, revealLabel } from '../../dialogs/show.ts';
import { undoAndTell, undoLabel } from '../../dialogs/undoReplace.ts';
import { nameOf, parentOf } from '../../files/files.ts';
import { saveTo, uriOf, type SavedFile, type SavePlace } from '../../files/saveTo.ts';
import { pickSaveChoice } from './savePicker.ts';

const t = vscode.l10n.t;

export interface SaveAsParts extends SaveFilesParts {
  readonly replacements: Replacements;
}

/** All answers of the user, so that a failure loses none of them. */
interface SaveOrder {
  readonly image: PanelImage;
  readonly choice: FormatChoice;
  readonly place: SavePlace;
  readonly files: SaveFiles;
}

/** Saves a copy of an image. Asks for type, quality, and place. A file is replaced only if the user confirms it. */
export async function saveAs(image: PanelImage, parts: SaveAsParts): Promise<void> {
  const files = saveFiles(image, parts);
  const chosen = await pickSaveChoice(image, files);
  if (chosen === undefined) return;
  const uri = await askPlace(image, chosen);
  if (uri === undefined) return;
  const confirmed = await confirmReplace(uri);
  if (confirmed === undefined) return;
  const { type, stem, extension } = savedName(nameOf(uri), chosen.type);
  const named = { folder: parentOf(uri), stem, extension };
  // The user was asked about the name in the dialog, and about no other.
  const mayReplace = confirmed === 'replace' && String(uriOf(named)) === String(uri);
  const choice = choiceFor(type, chosen);
  const order = { image, choice, place: { ...named, mayReplace }, files };
  while (!(await saveOnce(order, parts.replacements)));
}

async function askPlace(
  { uri, name, mimeType }: PanelImage,
  { type: to, quality }: FormatChoice,
): Promise<vscode.Uri | undefined> {
  const [extension] = EXTENSIONS[to];
  // The image itself has the name, so the dialog suggests another one.
  const hasOwnName = mimeType === `image/${to}`;
  const stem = hasOwnName
    ? `${withoutExtension(name)}-${quality ?? 'copy'}`
    : withoutExtension(name);
  const own = vscode.Uri.parse(uri);
  // The dialog adds the extension of the first filter to a name without one.
  const types = [to, ...WRITTEN_TYPES.filter((type) => type !== to)];
  return await vscode.window.showSaveDialog({
    title: t('Save Image'),
    defaultUri: vscode.Uri.joinPath(parentOf(own), `${stem}.${extension}`),
    filters: Object.fromEntries(types.map(filterOf)),
  });
}

function filterOf(type: WrittenType): [string, string[]] {
  return [TYPE_LABELS[type], [...EXTENSIONS[type]]];
}

/** @returns false if it failed and the user wants to try again with the same answers */
async function saveOnce(order: SaveOrder, replacements: Replacements): Promise<boolean> {
  const { image, choice, place, files } = order;
  try {
    const title = t('Saving {0}', nameOf(uriOf(place)));
    const window = vscode.ProgressLocation.Window;
    const saved = await vscode.window.withProgress({ location: window, title }, async () => {
      const { file, losesCredentials } = await files.file(choice);
      const loss = losesCredentials ? describeLostCredentials([image.name], t) : undefined;
      const { byteLength: size } = file;
      return { size, loss, ...(await saveTo(place, file, replacements, image.uri)) };
    });
    void tellSaved(place, saved, replacements);
    return true;
  } catch (error) {
    const sentence = failureText(error);
    if (sentence === undefined) throw error;
    const again = t('Try Again');
    return (await vscode.window.showErrorMessage(sentence, again)) !== again;
  }
}

async function tellSaved(
  place: SavePlace,
  {
    uri,
    replaced,
    size,
    loss,
  }: SavedFile & { readonly size: number; readonly loss: string | undefined },
  replacements: Replacements,
): Promise<void> {
  const [open, show, undo] = [t('Open'), revealLabel(uri), undoLabel()];
  const buttons = [...(replaced ? [undo] : []), open, show];
  const saved = savedText(nameOf(uriOf(place)), nameOf(uri), replaced !== undefined, size);
  const sentence = joinSentences(saved, loss);
  const chosen = await vscode.window.showInformationMessage(sentence, ...buttons);
  if (chosen === open) await openImage(uri);
  if (chosen === show) await reveal(uri);
  if (chosen === undo && replaced) await undoAndTell(replacements, replaced);
}

function savedText(wanted: string, saved: string, isReplaced: boolean, bytes: number): string {
  const [name, size] = [sanitize(saved, 80), sizeText(bytes)];
  if (isReplaced) return t('Replaced {0} ({1}).', name, size);
  if (saved === wanted) return t('Saved {0} ({1}).', name, size);
  // Another program may have taken the name after the dialog.
  return t("Didn't replace {0}. Saved the image as {1} ({2}).", sanitize(wanted, 80), name, size);
}

function failureText(error: unknown): string | undefined {
  if (error instanceof CheckError) return describeLocalError(error, t);
  if (error instanceof ReplaceError) return describeReplace(error, t);
  if (!(error instanceof SaveError)) return undefined;
  const file = sanitize(error.file);
  return t("Couldn't write {0} ({1}). The image is unchanged.", file, error.code);
}
