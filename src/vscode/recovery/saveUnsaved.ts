import * as vscode from 'vscode';
import { withoutExtension } from '../../disk/names.ts';
import { SaveError } from '../../errors.ts';
import { sanitize } from '../../text/sanitize.ts';
import { describeError } from '../../messages/messages.ts';
import type { Target } from '../../disk/target.ts';
import { files, nameOf, parentOf } from '../files/files.ts';
import { areFree, type PendingDownload, type UnsavedImage } from '../../spool/unsavedResults.ts';
import { publish } from '../files/publish.ts';

const t = vscode.l10n.t;

/** Returns the name that an unsaved result is offered under. The name of an incomplete image, or of a reply, says so. */
export function fileName({ target: { stem }, extension, isWhole, isReply }: UnsavedImage): string {
  if (isReply) return `${stem}-response.${extension}`;
  return isWhole ? `${stem}.${extension}` : `${stem}-incomplete.${extension}`;
}

/**
 * Saves an image under a free name and deletes its kept bytes. Shows an error where the image can't be saved.
 *
 * @returns the file; undefined where the image couldn't be saved
 */
export async function saveUnsavedImage(
  image: UnsavedImage,
  target: Target = image.target,
): Promise<vscode.Uri | undefined> {
  try {
    const uri = vscode.Uri.parse(await publish(image.content, target, image.extension));
    // The image is saved. If its kept bytes can't be deleted now, Easel only offers them again.
    await image.discard().catch(() => undefined);
    return uri;
  } catch (error) {
    if (!(error instanceof SaveError)) throw error;
    const { gateway, content } = image;
    const inMemory = typeof content !== 'string';
    const failure = new SaveError(error.file, error.code, { cause: error, inMemory });
    void vscode.window.showErrorMessage(describeError(failure, t, { gateway }).text);
    return undefined;
  }
}

/** Asks for a place and saves the image there. @returns the file; undefined where it isn't saved */
export async function saveUnsavedImageAs(image: UnsavedImage): Promise<vscode.Uri | undefined> {
  const home = files.home();
  const defaultUri = home && vscode.Uri.joinPath(vscode.Uri.parse(home), fileName(image));
  const chosen = await vscode.window.showSaveDialog({
    title: image.isReply ? t('Save Response') : t('Save Image'),
    ...(defaultUri ? { defaultUri } : {}),
  });
  if (chosen === undefined) return undefined;
  const stem = withoutExtension(nameOf(chosen));
  return await saveUnsavedImage(image, { folder: parentOf(chosen).toString(), stem });
}

/** Deletes kept images after a confirmation, because they can't be restored. */
export async function discardUnsavedImages(images: readonly UnsavedImage[]): Promise<void> {
  const [first] = images;
  if (first === undefined) return;
  const question =
    images.length === 1
      ? t('Discard {0}?', sanitize(fileName(first)))
      : t('Discard {0} images?', images.length);
  if (await isConfirmed(question, lossText(images))) {
    for (const image of images) await image.discard();
  }
}

/** Deletes the addresses of images that aren't downloaded, after a confirmation. */
export async function discardPendingDownloads(pending: readonly PendingDownload[]): Promise<void> {
  const [first] = pending;
  if (first === undefined) return;
  const question =
    pending.length === 1
      ? t(
          'Discard the download link for {0} at {1}?',
          sanitize(first.target.stem),
          sanitize(first.downloadHost, 80),
        )
      : t('Discard the download links for {0} images?', pending.length);
  if (await isConfirmed(question, lossText(pending))) {
    for (const download of pending) await download.discard();
  }
}

async function isConfirmed(question: string, detail: string): Promise<boolean> {
  const discard = t('Discard');
  const answer = await vscode.window.showWarningMessage(question, { modal: true, detail }, discard);
  return answer === discard;
}

function lossText(results: readonly Pick<UnsavedImage, 'gateway'>[]): string {
  if (areFree(results)) {
    return results.length === 1
      ? t("This image can't be restored.")
      : t("These images can't be restored.");
  }
  return results.length === 1
    ? t("You paid for this image, and it can't be restored.")
    : t("You paid for these images, and they can't be restored.");
}
