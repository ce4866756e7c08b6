import * as vscode from 'vscode';
import { SaveError } from '../../errors.ts';
import { sanitize } from '../../text/sanitize.ts';
import { describeError } from '../../messages/messages.ts';
import type { Target } from '../../disk/target.ts';
import { files, nameOf, parentOf } from '../files/files.ts';
import { areFree, type PendingDownload, type UnsavedImage } from '../../spool/unsavedResults.ts';
import { publish } from '../files/publish.ts';

const t = vscode.l10n.t;

export function fileName({ target: { stem }, extension, isWhole }: UnsavedImage): string {
  return isWhole ? `${stem}.${extension}` : `${stem}-incomplete.${extension}`;
}

/** Saves it under a free name and lets go of it; says so where that fails. @returns the file */
export async function saveUnsavedImage(
  offer: UnsavedImage,
  target: Target = offer.target,
): Promise<vscode.Uri | undefined> {
  try {
    const uri = vscode.Uri.parse(await publish(offer.content, target, offer.extension));
    // It is saved: what cannot be taken away now is offered once more, and is no failure.
    await offer.discard().catch(() => undefined);
    return uri;
  } catch (error) {
    if (!(error instanceof SaveError)) throw error;
    void vscode.window.showErrorMessage(describeError(error, t, offer).text);
    return undefined;
  }
}

/** Asks where to, and saves it there. */
export async function saveUnsavedImageAs(offer: UnsavedImage): Promise<vscode.Uri | undefined> {
  const home = files.home();
  const defaultUri = home && vscode.Uri.joinPath(vscode.Uri.parse(home), fileName(offer));
  const chosen = await vscode.window.showSaveDialog({
    title: t('Save Image'),
    ...(defaultUri ? { defaultUri } : {}),
  });
  if (chosen === undefined) return undefined;
  const stem = nameOf(chosen).replace(/(?<=.)\.[^.]*$/, '');
  return await saveUnsavedImage(offer, { folder: parentOf(chosen).toString(), stem });
}

/** Asks once more, for there is no way back. */
export async function discardUnsavedImages(offers: readonly UnsavedImage[]): Promise<void> {
  const [first] = offers;
  if (first === undefined) return;
  const question =
    offers.length === 1
      ? t('Discard {0}? {1}', sanitize(fileName(first)), lost(offers))
      : t('Discard {0} images? {1}', offers.length, lost(offers));
  if (await isSure(question)) for (const offer of offers) await offer.discard();
}

/** The same for images that are not here. */
export async function discardPendingDownloads(all: readonly PendingDownload[]): Promise<void> {
  const [first] = all;
  if (first === undefined) return;
  const question =
    all.length === 1
      ? t(
          'Discard the download link for {0} at {1}? {2}',
          sanitize(first.target.stem),
          sanitize(first.downloadHost, 80),
          lost(all),
        )
      : t('Discard the download links for {0} images? {1}', all.length, lost(all));
  if (await isSure(question)) for (const one of all) await one.discard();
}

async function isSure(question: string): Promise<boolean> {
  const discard = t('Discard');
  const answer = await vscode.window.showWarningMessage(question, { modal: true }, discard);
  return answer === discard;
}

function lost(offers: readonly Pick<UnsavedImage, 'gateway'>[]): string {
  if (areFree(offers)) {
    return offers.length === 1 ? t("It can't be restored.") : t("They can't be restored.");
  }
  return offers.length === 1
    ? t("You paid for it, and it can't be restored.")
    : t("You paid for them, and they can't be restored.");
}
