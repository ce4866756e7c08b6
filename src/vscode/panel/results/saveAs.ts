import * as vscode from 'vscode';
import { CheckError, SaveError } from '../../../errors.ts';
import { sanitize } from '../../../text/sanitize.ts';
import { describe } from '../../../messages/messages.ts';
import { files, nameOf, parentOf } from '../../files/files.ts';
import { converted, type ConvertParts } from '../../../panel/results/convert.ts';
import { SAVED_TYPES, type SavedType } from '../../../panel/results/protocol.ts';
import { SAVED_EXTENSIONS, savedName } from '../../../panel/results/savedName.ts';
import type { PanelImage } from '../../../panel/state.ts';
import { publish } from '../../files/publish.ts';
import { openImage, reveal } from '../../dialogs/show.ts';

const t = vscode.l10n.t;

const LABELS: Readonly<Record<SavedType, string>> = { png: 'PNG', jpeg: 'JPEG', webp: 'WebP' };
const USUAL_QUALITY = 90;

/** Saves a copy of an image: asks for type, place and quality. Nothing that exists is written over. */
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
        return await converted({ file, image: id, of: 'itself', canPreview, to, quality }, parts);
      },
    );
    const folder = parentOf(place).toString();
    tellSaved(name, vscode.Uri.parse(await publish(bytes, { folder, stem }, extension)));
  } catch (error) {
    const sentence = whyNot(error);
    if (sentence === undefined) throw error;
    void vscode.window.showErrorMessage(sentence);
  }
}

async function pickType({ name, mimeType }: PanelImage): Promise<SavedType | undefined> {
  const about: Readonly<Record<SavedType, string>> = {
    png: t('Lossless'),
    jpeg: t('Smaller; transparent parts become white'),
    webp: t('Smallest'),
  };
  const items = SAVED_TYPES.map((type) => ({
    type,
    label: LABELS[type],
    description: mimeType === `image/${type}` ? t('As it is, byte for byte') : about[type],
  }));
  const title = t('Save {0} As', sanitize(name, 80));
  return (await vscode.window.showQuickPick(items, { title }))?.type;
}

async function askQuality(to: SavedType): Promise<number | undefined> {
  const text = await vscode.window.showInputBox({
    title: t('Quality of the {0} File', LABELS[to]),
    prompt: t('1 to 100: higher is better, and larger'),
    value: String(USUAL_QUALITY),
    ignoreFocusOut: true,
    validateInput: (value) => (isQuality(value) ? undefined : t('A whole number from 1 to 100')),
  });
  return text === undefined ? undefined : Number(text);
}

function isQuality(text: string): boolean {
  return /^\s*([1-9]\d?|100)\s*$/.test(text);
}

async function askPlace({ uri, name, mimeType }: PanelImage, to: SavedType) {
  const [extension] = SAVED_EXTENSIONS[to];
  // Its own name is taken, so another is proposed.
  const stem = mimeType === `image/${to}` ? `${stemOf(name)}-copy` : stemOf(name);
  const own = vscode.Uri.parse(uri);
  // The dialog adds the first type's extension to a name that has none of these.
  const types = [to, ...SAVED_TYPES.filter((type) => type !== to)];
  return await vscode.window.showSaveDialog({
    title: t('Save the Image'),
    defaultUri: vscode.Uri.joinPath(parentOf(own), `${stem}.${extension}`),
    filters: Object.fromEntries(types.map((type) => [LABELS[type], [...SAVED_EXTENSIONS[type]]])),
  });
}

/** @param asked for: the name, which may have been taken */
function tellSaved(asked: string, saved: vscode.Uri): void {
  const [name, wanted] = [sanitize(nameOf(saved), 80), sanitize(asked, 80)];
  const [open, show] = [t('Open'), t('Reveal')];
  // VS Code has asked whether to replace it, but no file is ever written over.
  const sentence =
    nameOf(saved) === asked
      ? t('{0} is saved.', name)
      : t('{0} stays as it is; the image is saved as {1}.', wanted, name);
  void vscode.window.showInformationMessage(sentence, open, show).then(async (chosen) => {
    if (chosen === open) await openImage(saved);
    if (chosen === show) await reveal(saved);
  });
}

function whyNot(error: unknown): string | undefined {
  if (error instanceof CheckError) return describe(error, t).text;
  if (!(error instanceof SaveError)) return undefined;
  const file = sanitize(error.file);
  return t('{0} was not written ({1}). The image itself stays where it is.', file, error.code);
}

function stemOf(name: string): string {
  return name.replace(/(?<=.)\.[^.]*$/, '');
}
