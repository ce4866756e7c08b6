import * as vscode from 'vscode';
import { CheckError, SaveError } from '../../../errors.ts';
import { sanitize } from '../../../text/sanitize.ts';
import { describeLocalError } from '../../../messages/messages.ts';
import { files, nameOf, parentOf } from '../../files/files.ts';
import { convert, type ConvertParts } from '../../../panel/results/convert.ts';
import { SAVED_TYPES, type SavedType } from '../../../panel/results/protocol.ts';
import { SAVED_EXTENSIONS, savedName } from '../../../panel/results/savedName.ts';
import type { PanelImage } from '../../../panel/sources/state.ts';
import { publish } from '../../files/publish.ts';
import { openImage, reveal, revealLabel } from '../../dialogs/show.ts';

const t = vscode.l10n.t;

const LABELS: Readonly<Record<SavedType, string>> = { png: 'PNG', jpeg: 'JPEG', webp: 'WebP' };
const DEFAULT_QUALITY = 90;

/** Saves a copy of an image. Asks for type, place, and quality, and never overwrites a file. */
export async function saveAs(image: PanelImage, parts: ConvertParts): Promise<void> {
  const chosen = await pickType(image);
  if (chosen === undefined) return;
  const place = await askPlace(image, chosen);
  if (place === undefined) return;
  const { stem, extension, type: to } = savedName(nameOf(place), chosen);
  const isItself = image.mimeType === `image/${to}`;
  const quality = isItself || to === 'png' ? 100 : await askQuality(to);
  if (quality === undefined) return;
  const name = `${stem}.${extension}`;
  try {
    const title = t('Saving {0}', name);
    const { canPreview, id, uri } = image;
    const bytes = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Window, title },
      async () => {
        const file = await files.read(uri);
        return await convert({ file, image: id, of: 'itself', canPreview, to, quality }, parts);
      },
    );
    const folder = parentOf(place).toString();
    showSaved(name, vscode.Uri.parse(await publish(bytes, { folder, stem }, extension)));
  } catch (error) {
    const sentence = failureText(error);
    if (sentence === undefined) throw error;
    void vscode.window.showErrorMessage(sentence);
  }
}

async function pickType({ name, mimeType }: PanelImage): Promise<SavedType | undefined> {
  const descriptions: Readonly<Record<SavedType, string>> = {
    png: t('Lossless'),
    jpeg: t('Smaller. Transparent parts become white.'),
    webp: t('Smallest'),
  };
  const items = SAVED_TYPES.map((type) => ({
    type,
    label: LABELS[type],
    description: mimeType === `image/${type}` ? t('Unchanged, byte for byte') : descriptions[type],
  }));
  const title = t('Save {0} As', sanitize(name, 80));
  return (await vscode.window.showQuickPick(items, { title }))?.type;
}

async function askQuality(to: SavedType): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title: t('{0} Quality', LABELS[to]),
    prompt: t('1 to 100. Higher values look better and make larger files.'),
    value: String(DEFAULT_QUALITY),
    ignoreFocusOut: true,
    validateInput: (value) =>
      isQuality(value) ? undefined : t('Enter a whole number from 1 to 100.'),
  });
  return text === undefined ? undefined : Number(text);
}

function isQuality(text: string): boolean {
  return /^\s*([1-9]\d?|100)\s*$/.test(text);
}

async function askPlace({ uri, name, mimeType }: PanelImage, to: SavedType) {
  const [extension] = SAVED_EXTENSIONS[to];
  // The image itself has the name, so the dialog suggests another one.
  const stem = mimeType === `image/${to}` ? `${stemOf(name)}-copy` : stemOf(name);
  const own = vscode.Uri.parse(uri);
  // The dialog adds the extension of the first filter to a name without one.
  const types = [to, ...SAVED_TYPES.filter((type) => type !== to)];
  return await vscode.window.showSaveDialog({
    title: t('Save Image'),
    defaultUri: vscode.Uri.joinPath(parentOf(own), `${stem}.${extension}`),
    filters: Object.fromEntries(types.map((type) => [LABELS[type], [...SAVED_EXTENSIONS[type]]])),
  });
}

/** @param requested the name that the user entered, which an existing file may have */
function showSaved(requested: string, saved: vscode.Uri): void {
  const [name, wanted] = [sanitize(nameOf(saved), 80), sanitize(requested, 80)];
  const [open, show] = [t('Open'), revealLabel(saved)];
  // VS Code has asked whether to replace the file, but Easel never overwrites one.
  const sentence =
    nameOf(saved) === requested
      ? t('Saved {0}.', name)
      : t("Didn't replace {0}. Saved the image as {1}.", wanted, name);
  void vscode.window.showInformationMessage(sentence, open, show).then(async (chosen) => {
    if (chosen === open) await openImage(saved);
    if (chosen === show) await reveal(saved);
  });
}

function failureText(error: unknown): string | undefined {
  if (error instanceof CheckError) return describeLocalError(error, t);
  if (!(error instanceof SaveError)) return undefined;
  const file = sanitize(error.file);
  return t("Couldn't write {0} ({1}). The image is unchanged.", file, error.code);
}

function stemOf(name: string): string {
  return name.replace(/(?<=.)\.[^.]*$/, '');
}
