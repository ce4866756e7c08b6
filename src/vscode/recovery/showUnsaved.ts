import * as vscode from 'vscode';
import { sanitize } from '../../text/sanitize.ts';
import { gatewayDisplayName } from '../../text/gatewayName.ts';
import { sizeText } from '../../text/format.ts';
import type { DownloadAgain } from './downloadAgain.ts';
import type { UnwrittenImages } from '../../spool/unwrittenImages.ts';
import {
  listUnsavedResults,
  type PendingDownload,
  type UnsavedImage,
} from '../../spool/unsavedResults.ts';
import {
  discardPendingDownloads,
  discardUnsavedImages,
  fileName,
  saveUnsavedImage,
  saveUnsavedImageAs,
} from './saveUnsaved.ts';
import { startTime } from './startTime.ts';
import { openImage, revealInSystemLabel } from '../dialogs/show.ts';
import { nameOf } from '../files/files.ts';

const t = vscode.l10n.t;

type Row = vscode.QuickPickItem & { readonly act: () => Promise<void> };

/**
 * Shows everything that waits to be saved or discarded: the command `easel.showUnsaved`.
 *
 * @param roots absolute paths of the spools
 */
export async function showUnsaved(
  roots: readonly string[],
  unwritten: UnwrittenImages,
  downloadAgain: DownloadAgain,
): Promise<void> {
  const { images, downloads } = await listUnsavedResults(roots, unwritten);
  if (images.length + downloads.length === 0) {
    void vscode.window.showInformationMessage(t('There are no unsaved results.'));
    return;
  }
  const savable = images.filter(hasPlace);
  const label = t('Save All {0}', savable.length);
  const rows: readonly Row[] = [
    ...(savable.length > 1 ? [{ label, act: () => saveUnsavedImages(savable) }] : []),
    ...images.map((image) => ({ ...imageRow(image), act: () => pickImageAction(image) })),
    ...downloads.map((download) => ({
      ...downloadRow(download),
      act: () => pickDownloadAction(download, downloadAgain),
    })),
  ];
  const chosen = await vscode.window.showQuickPick(rows, {
    title: t('Unsaved Results'),
    placeHolder: t('Select an image to save or discard'),
  });
  await chosen?.act();
}

/** Saves images, asking for a place where none is known. An image that fails stays, and doesn't stop the others. */
export async function saveUnsavedImages(images: readonly UnsavedImage[]): Promise<void> {
  let last: vscode.Uri | undefined;
  for (const image of images) {
    last =
      (hasPlace(image) ? await saveUnsavedImage(image) : await saveUnsavedImageAs(image)) ?? last;
  }
  if (last !== undefined) await openImage(last);
}

async function pickImageAction(image: UnsavedImage): Promise<void> {
  const [save, saveAs] = [t('Save to {0}', folderName(image)), t('Save As…')];
  const [show, discard] = [revealInSystemLabel(), t('Discard')];
  const { content } = image;
  const choices = [
    ...(hasPlace(image) ? [save] : []),
    saveAs,
    ...(typeof content === 'string' ? [show] : []),
    discard,
  ];
  const action = await vscode.window.showQuickPick(choices, {
    title: sanitize(fileName(image)),
    placeHolder: sanitize(image.target.folder),
  });
  if (action === save) await open(await saveUnsavedImage(image));
  if (action === saveAs) await open(await saveUnsavedImageAs(image));
  if (action === show && typeof content === 'string') {
    await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(content));
  }
  if (action === discard) await discardUnsavedImages([image]);
}

async function pickDownloadAction(
  pending: PendingDownload,
  downloadAgain: DownloadAgain,
): Promise<void> {
  const [download, discard] = [t('Download Again'), t('Discard')];
  const action = await vscode.window.showQuickPick([download, discard], {
    title: sanitize(t('{0} at {1}', pending.target.stem, pending.downloadHost)),
    placeHolder: sanitize(pending.target.folder),
  });
  if (action === download) await downloadAgain.folders([pending.folder]);
  if (action === discard) await discardPendingDownloads([pending]);
}

/** Returns the name of the folder that an image is saved in. */
function folderName({ target: { folder } }: UnsavedImage): string {
  const uri = vscode.Uri.parse(folder);
  return sanitize(nameOf(uri) || uri.path, 60);
}

/** An incomplete image goes only where the user says, and a lost record takes the target folder with it. */
export function hasPlace({ isWhole, target }: UnsavedImage): boolean {
  return isWhole && target.folder !== '';
}

function imageRow(image: UnsavedImage): vscode.QuickPickItem {
  const size = sizeText(image.size);
  const what = image.isReply
    ? t("response that Easel couldn't read, {0}", size)
    : image.isWhole
      ? size
      : t('incomplete, {0}', size);
  return {
    label: sanitize(fileName(image)),
    description: `${what} · ${startTime(image.started)}`,
    detail: routeText(image),
  };
}

function downloadRow(pending: PendingDownload): vscode.QuickPickItem {
  const where = t('not downloaded, at {0}', sanitize(pending.downloadHost, 80));
  return {
    label: sanitize(pending.target.stem),
    description: `${where} · ${startTime(pending.started)}`,
    detail: routeText(pending),
  };
}

/** Returns the model and the gateway; an empty text where the record is lost. */
function routeText({
  host,
  gateway,
  model,
}: Pick<UnsavedImage, 'host' | 'gateway' | 'model'>): string {
  return host === ''
    ? ''
    : t('{0} at {1}', sanitize(model), sanitize(gatewayDisplayName(host, gateway)));
}

async function open(uri: vscode.Uri | undefined): Promise<void> {
  if (uri !== undefined) await openImage(uri);
}
