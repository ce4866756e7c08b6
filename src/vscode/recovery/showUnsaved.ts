import * as vscode from 'vscode';
import { sanitize } from '../../text/sanitize.ts';
import { gatewayDisplayName } from '../../text/gatewayName.ts';
import { sizeText, whenText } from '../../text/format.ts';
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
import { openImage } from '../dialogs/show.ts';

const t = vscode.l10n.t;

type Row = vscode.QuickPickItem & { readonly act: () => Promise<void> };

/** `easel.showUnsaved`: what was paid for and is not where it should be, with what can be done about it. */
export async function showUnsaved(
  roots: readonly string[],
  held: UnwrittenImages,
  again: DownloadAgain,
): Promise<void> {
  const { images, downloads: elsewhere } = await listUnsavedResults(roots, held);
  if (images.length + elsewhere.length === 0) {
    void vscode.window.showInformationMessage(t('There are no unsaved results.'));
    return;
  }
  const all = images.filter(hasPlace);
  const label = t('Save All {0} Next to Their Sources', all.length);
  const rows: readonly Row[] = [
    ...(all.length > 1 ? [{ label, act: () => saveUnsavedImages(all) }] : []),
    ...images.map((offer) => ({ ...rowOf(offer), act: () => actOn(offer) })),
    ...elsewhere.map((one) => ({ ...rowElsewhere(one), act: () => actElsewhere(one, again) })),
  ];
  const chosen = await vscode.window.showQuickPick(rows, {
    title: t('Easel: Unsaved Results'),
    placeHolder: t('Select an image to save or discard'),
  });
  await chosen?.act();
}

/** One that fails costs the others nothing: it stays, and says why. */
export async function saveUnsavedImages(offers: readonly UnsavedImage[]): Promise<void> {
  let last: vscode.Uri | undefined;
  for (const offer of offers) {
    last =
      (hasPlace(offer) ? await saveUnsavedImage(offer) : await saveUnsavedImageAs(offer)) ?? last;
  }
  if (last !== undefined) await openImage(last);
}

async function actOn(offer: UnsavedImage): Promise<void> {
  const [save, saveAs] = [t('Save Next to Source'), t('Save As…')];
  const [show, discard] = [t('Reveal in File Manager'), t('Discard')];
  const { content: paid } = offer;
  const choices = [
    ...(hasPlace(offer) ? [save] : []),
    saveAs,
    ...(typeof paid === 'string' ? [show] : []),
    discard,
  ];
  const action = await vscode.window.showQuickPick(choices, {
    title: sanitize(fileName(offer)),
    placeHolder: sanitize(offer.target.folder),
  });
  if (action === save) await open(await saveUnsavedImage(offer));
  if (action === saveAs) await open(await saveUnsavedImageAs(offer));
  if (action === show && typeof paid === 'string') {
    await vscode.commands.executeCommand('revealFileInOS', vscode.Uri.file(paid));
  }
  if (action === discard) await discardUnsavedImages([offer]);
}

async function actElsewhere(one: PendingDownload, again: DownloadAgain): Promise<void> {
  const [download, discard] = [t('Download Again'), t('Discard')];
  const action = await vscode.window.showQuickPick([download, discard], {
    title: sanitize(t('{0} at {1}', one.target.stem, one.downloadHost)),
    placeHolder: sanitize(one.target.folder),
  });
  if (action === download) await again.folders([one.folder]);
  if (action === discard) await discardPendingDownloads([one]);
}

/** What is incomplete goes only where the user says, and where the source was is lost with a lost record. */
function hasPlace({ isWhole, target }: UnsavedImage): boolean {
  return isWhole && target.folder !== '';
}

function rowOf(offer: UnsavedImage): vscode.QuickPickItem {
  const size = sizeText(offer.size);
  return {
    label: sanitize(fileName(offer)),
    description: `${offer.isWhole ? size : t('incomplete, {0}', size)} · ${startText(offer.started)}`,
    detail: madeBy(offer),
  };
}

function rowElsewhere(one: PendingDownload): vscode.QuickPickItem {
  return {
    label: sanitize(one.target.stem),
    description: `${t('not downloaded, at {0}', sanitize(one.downloadHost, 80))} · ${startText(one.started)}`,
    detail: madeBy(one),
  };
}

/** Formats the start of a run in the user's time zone. A record that other programs changed can have any text here. */
function startText(iso: string): string {
  const ms = Date.parse(iso);
  return Number.isNaN(ms)
    ? t('unknown time')
    : whenText(ms, Date.now(), { locale: vscode.env.language });
}

function madeBy({
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
