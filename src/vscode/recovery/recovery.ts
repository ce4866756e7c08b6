import * as vscode from 'vscode';
import { listGateways } from '../../catalog/gateways.ts';
import { claim } from '../../disk/claim.ts';
import { sanitize } from '../../text/sanitize.ts';
import { chargeSentence } from '../../messages/message.ts';
import { gatewayDisplayName } from '../../text/gatewayName.ts';
import { removeRun, listLeftovers, type Leftover } from '../../spool/leftovers.ts';
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
import { saveUnsavedImages } from './showUnsaved.ts';

const t = vscode.l10n.t;

/** Starting VS Code does not wait for it. */
const DELAY_MS = 2000;

/** Looks once, a moment after the start. @param roots the folders of the spool */
export function recoverLater(
  roots: readonly string[],
  again: DownloadAgain,
  log: Log,
): vscode.Disposable {
  const timer = setTimeout(() => {
    recover(roots, again).catch((error: unknown) => {
      log.error('recovery', error);
    });
  }, DELAY_MS);
  return new vscode.Disposable(() => {
    clearTimeout(timer);
  });
}

/** Tells what earlier windows left behind. Of several windows that find the same, one does. */
export async function recover(roots: readonly string[], again: DownloadAgain): Promise<void> {
  const now = Date.now();
  const mine: Leftover[] = [];
  for (const leftover of await listLeftovers(roots, now)) {
    if (await claim(leftover.folder, now)) mine.push(leftover);
  }
  const offers = mine.flatMap(unsavedImagesOf);
  const elsewhere = mine.flatMap(pendingDownloadsOf);
  const silent = mine.filter(({ images, incomplete, hosted }) => {
    return images.length + incomplete.length + hosted.length === 0;
  });
  await Promise.all([
    offers.length === 0 ? undefined : tellUnsaved(offers),
    elsewhere.length === 0 ? undefined : tellElsewhere(elsewhere, again),
    ...silent.map(tellUnknown),
  ]);
}

async function tellUnsaved(offers: readonly UnsavedImage[]): Promise<void> {
  const [first] = offers;
  if (first === undefined) return;
  const [save, show, discard] = [t('Save…'), t('Show'), t('Discard')];
  const whole = offers.filter(({ isWhole }) => isWhole);
  const time = timeOf(first.started);
  const text = unsavedText(whole.length, time, offers);
  const buttons = whole.length === 0 ? [show, discard] : [save, show, discard];
  const answer = await vscode.window.showWarningMessage(text, ...buttons);
  if (answer === save) await saveUnsavedImages(whole);
  if (answer === show) await vscode.commands.executeCommand('easel.showUnsaved');
  if (answer === discard) await discardUnsavedImages(offers);
}

function unsavedText(whole: number, time: string, offers: readonly UnsavedImage[]): string {
  const isFree = areFree(offers);
  if (whole === 0) {
    const bill = chargeSentence('probably', t, isFree ? offers[0]?.gateway : undefined);
    return `${t('An incomplete image from {0} is kept.', time)} ${bill}`;
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

async function tellElsewhere(all: readonly PendingDownload[], again: DownloadAgain): Promise<void> {
  const [first] = all;
  if (first === undefined) return;
  const [download, show, discard] = [t('Download Again'), t('Show'), t('Discard')];
  const [time, host] = [timeOf(first.started), sanitize(first.downloadHost, 80)];
  const what =
    all.length === 1
      ? t("An image from {0} wasn't downloaded. It's still available at {1}.", time, host)
      : t(
          "{0} images from {1} weren't downloaded. They're still available at {2}.",
          all.length,
          time,
          host,
        );
  const text = `${what} ${chargeSentence('yes', t, areFree(all) ? first.gateway : undefined)}`;
  const answer = await vscode.window.showWarningMessage(text, download, show, discard);
  if (answer === download) await again.folders(all.map(({ folder }) => folder));
  if (answer === show) await vscode.commands.executeCommand('easel.showUnsaved');
  if (answer === discard) await discardPendingDownloads(all);
}

/** @param started ISO time */
function timeOf(started: string): string {
  return new Date(started).toTimeString().slice(0, 5);
}

async function tellUnknown(leftover: Leftover): Promise<void> {
  const { host, gateway } = leftover.record;
  const site = siteOf(host);
  const what = whatWasCutOff(leftover.record);
  const [openSite, dismiss] = [t('Open Usage Page'), t('Dismiss')];
  const answer = await vscode.window.showWarningMessage(
    `${what} ${chargeSentence('maybe', t, gateway)}`,
    ...(site === undefined ? [dismiss] : [openSite, dismiss]),
  );
  // It holds nothing but this news.
  await removeRun(leftover);
  if (answer === openSite && site !== undefined) {
    await vscode.env.openExternal(vscode.Uri.parse(site));
  }
}

function whatWasCutOff({ host, gateway, asked }: Leftover['record']): string {
  const name = sanitize(gatewayDisplayName(host, gateway));
  if (asked === undefined) return t('The window closed before {0} responded.', name);
  const prompt = sanitize(asked.prompt);
  return asked.source === undefined
    ? t('The window closed before {1} finished generating “{0}”.', prompt, name)
    : t(
        'The window closed before {2} finished editing {0}: “{1}”.',
        sanitize(asked.source),
        prompt,
        name,
      );
}

/** Where the user of a gateway sees what was charged. */
function siteOf(host: string): string | undefined {
  const { gateways } = listGateways(readSettings().gateways);
  return gateways.find(({ baseUrl }) => baseUrl !== undefined && new URL(baseUrl).host === host)
    ?.site;
}
