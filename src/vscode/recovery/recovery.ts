import * as vscode from 'vscode';
import { listGateways } from '../../catalog/configuredGateways.ts';
import { claim } from '../../disk/claim.ts';
import { sanitize } from '../../text/sanitize.ts';
import { chargeSentence } from '../../messages/message.ts';
import { gatewayDisplayName } from '../../text/gatewayName.ts';
import { listLeftovers, type Leftover } from '../../spool/leftovers.ts';
import { removeRun } from '../../spool/removeLeftovers.ts';
import type { Log } from '../../run/report/log.ts';
import type { DownloadAgain } from './downloadAgain.ts';
import {
  areFree,
  pendingDownloadsOf,
  unsavedImagesOf,
  type PendingDownload,
  type UnsavedImage,
} from '../../spool/unsavedResults.ts';
import { discardPendingDownloads, discardUnsavedImages } from './saveUnsaved.ts';
import { readSettings } from '../config/settings.ts';
import { hasPlace, saveUnsavedImages } from './showUnsaved.ts';
import { startTime } from './startTime.ts';

const t = vscode.l10n.t;

/** In ms. Keeps the search out of VS Code's startup. */
const DELAY_MS = 2000;

/** Looks for unsaved results once, a moment after the start. @param roots absolute paths of the spools */
export function recoverLater(
  roots: readonly string[],
  downloads: DownloadAgain,
  log: Log,
): vscode.Disposable {
  const timer = setTimeout(() => {
    recover(roots, downloads).catch((error: unknown) => {
      log.error('Unsaved results', error);
    });
  }, DELAY_MS);
  return new vscode.Disposable(() => {
    clearTimeout(timer);
  });
}

/** Reports what earlier windows left. Exactly one of the windows that find the same leftover reports it. */
export async function recover(roots: readonly string[], downloads: DownloadAgain): Promise<void> {
  const now = Date.now();
  const claimed: Leftover[] = [];
  for (const leftover of await listLeftovers(roots, now)) {
    if (await claim(leftover.folder, now)) claimed.push(leftover);
  }
  const withoutReply = claimed.filter(({ images, incomplete, hosted }) => {
    return images.length + incomplete.length + hosted.length === 0;
  });
  await Promise.all([
    reportUnsaved(claimed.flatMap(unsavedImagesOf)),
    reportPendingDownloads(claimed.flatMap(pendingDownloadsOf), downloads),
    ...withoutReply.map(reportUnknownOutcome),
  ]);
}

async function reportUnsaved(images: readonly UnsavedImage[]): Promise<void> {
  const [first] = images;
  if (first === undefined) return;
  const whole = images.filter(({ isWhole }) => isWhole);
  // Where a folder is lost, the click asks for one.
  const save = whole.every(hasPlace) ? t('Save') : t('Save…');
  const [show, discard] = [t('Show'), t('Discard')];
  const text = unsavedText(whole.length, startTime(first.started), images);
  const buttons = whole.length === 0 ? [show, discard] : [save, show, discard];
  const answer = await vscode.window.showWarningMessage(text, ...buttons);
  if (answer === save) await saveUnsavedImages(whole);
  if (answer === show) await vscode.commands.executeCommand('easel.showUnsaved');
  if (answer === discard) await discardUnsavedImages(images);
}

function unsavedText(whole: number, time: string, images: readonly UnsavedImage[]): string {
  const isFree = areFree(images);
  if (whole === 0) {
    const bill = chargeSentence('probably', {
      t,
      gateway: isFree ? images[0]?.gateway : undefined,
    });
    const what = incompleteText(images, time);
    return `${what} ${bill}`;
  }
  if (isFree) {
    return whole === 1
      ? t("An image from {0} wasn't saved before the window closed.", time)
      : t("{0} images from {1} weren't saved before the window closed.", whole, time);
  }
  return whole === 1
    ? t("A paid image from {0} wasn't saved before the window closed.", time)
    : t("{0} paid images from {1} weren't saved before the window closed.", whole, time);
}

function incompleteText(images: readonly UnsavedImage[], time: string): string {
  const count = images.length;
  if (images.every(({ isReply }) => isReply)) {
    return count === 1
      ? t("A response from {0} that Easel couldn't read is kept.", time)
      : t("{0} responses from {1} that Easel couldn't read are kept.", count, time);
  }
  return count === 1
    ? t('An incomplete image from {0} is kept.', time)
    : t('{0} incomplete images from {1} are kept.', count, time);
}

async function reportPendingDownloads(
  pending: readonly PendingDownload[],
  downloads: DownloadAgain,
): Promise<void> {
  const [first] = pending;
  if (first === undefined) return;
  const [download, show, discard] = [t('Download Again'), t('Show'), t('Discard')];
  const [time, host] = [startTime(first.started), sanitize(first.downloadHost, 80)];
  const what =
    pending.length === 1
      ? t("An image from {0} wasn't downloaded. It's still available at {1}.", time, host)
      : t(
          "{0} images from {1} weren't downloaded. They're still available at {2}.",
          pending.length,
          time,
          host,
        );
  const gateway = areFree(pending) ? first.gateway : undefined;
  const bill = chargeSentence('yes', { t, gateway });
  const answer = await vscode.window.showWarningMessage(
    `${what} ${bill}`,
    ...[download, show, discard],
  );
  if (answer === download) await downloads.folders(pending.map(({ folder }) => folder));
  if (answer === show) await vscode.commands.executeCommand('easel.showUnsaved');
  if (answer === discard) await discardPendingDownloads(pending);
}

async function reportUnknownOutcome(leftover: Leftover): Promise<void> {
  const { host, gateway } = leftover.record;
  const site = usagePageOf(host);
  const [openSite, dismiss] = [t('Open Usage Page'), t('Dismiss')];
  const answer = await vscode.window.showWarningMessage(
    `${interruptedRunText(leftover.record)} ${chargeSentence('maybe', { t, gateway })}`,
    ...(site === undefined ? [dismiss] : [openSite, dismiss]),
  );
  // The run has no content, so the report was all there was to do.
  await removeRun(leftover);
  if (answer === openSite && site !== undefined) {
    await vscode.env.openExternal(vscode.Uri.parse(site));
  }
}

function interruptedRunText({ host, gateway, asked }: Leftover['record']): string {
  const name = sanitize(gatewayDisplayName(host, gateway));
  if (asked === undefined) return t('The window closed before {0} responded.', name);
  const prompt = sanitize(asked.prompt);
  return asked.source === undefined
    ? t('The window closed before {0} finished generating “{1}”.', name, prompt)
    : t(
        'The window closed before {0} finished editing {1}: “{2}”.',
        name,
        sanitize(asked.source),
        prompt,
      );
}

/** Returns the page where the user of a gateway sees the charges; undefined where Easel knows none. */
function usagePageOf(host: string): string | undefined {
  const { gateways } = listGateways(readSettings().gateways);
  return gateways.find(({ baseUrl }) => baseUrl !== undefined && new URL(baseUrl).host === host)
    ?.site;
}
