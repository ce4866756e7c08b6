import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { CancelledError, CheckError, type EaselError } from '../../errors.ts';
import { downloadAgain, type DownloadReport, type DownloadParts } from '../../run/downloadAgain.ts';
import { ACTIONS } from '../../messages/actions.ts';
import { describeWarning } from '../../messages/messages.ts';
import { redact } from '../../text/redact.ts';
import { routeName } from '../../run/report/result.ts';
import type { PerformAction } from '../../run/actionContext.ts';
import type { Log } from '../../run/report/log.ts';
import { savedFacts, showFailure, showSaved } from '../dialogs/notices.ts';
import { canPreview } from '../../image/preview/canPreview.ts';
import { openImage, reveal } from '../dialogs/show.ts';

const t = vscode.l10n.t;

export interface DownloadAgainParts {
  /** Absolute paths of the spools. */
  readonly roots: readonly string[];
  readonly saving: DownloadParts;
  /** Returns every key in use, to redact it in messages. */
  readonly keys: () => readonly string[];
  readonly log: Log;
  /** Performs the action that the user picks in a notice. */
  readonly perform: PerformAction;
}

/**
 * Downloads images that are created and paid for, and saves them where their runs would have. Shows the outcome. Never sends a
 * POST request and never rejects.
 */
export interface DownloadAgain {
  /**
   * Downloads by the ids of runs, on whichever disk their records are.
   *
   * @param isShown the caller shows the images itself, so success needs no notice
   * @returns the URIs of the saved images
   */
  readonly runs: (ids: readonly string[], isShown?: boolean) => Promise<readonly string[]>;
  /** Downloads by the folders of runs in the spool. */
  readonly folders: (folders: readonly string[]) => Promise<readonly string[]>;
}

export function createDownloadAgain(parts: DownloadAgainParts): DownloadAgain {
  /** The folders of runs whose download is in progress, so that a second click doesn't start another one. */
  const busy = new Set<string>();

  async function folders(all: readonly string[], isShown = false): Promise<readonly string[]> {
    const retry = async (): Promise<void> => {
      await folders(all);
    };
    try {
      // Restricted Mode blocks downloads too, because a link in a reply deserves no more trust than the gateway.
      if (!vscode.workspace.isTrusted) throw new CheckError({ kind: 'restricted-mode' });
      const reports = await withProgress((signal) =>
        downloadAll([...new Set(all)], busy, parts, signal),
      );
      if (reports.length === 0) {
        void vscode.window.showInformationMessage(
          t("There's nothing left to download, or another window is already downloading it."),
        );
      }
      if (!isShown) void reportSaved(reports, parts.keys()).catch(() => undefined);
      for (const report of reports) {
        if (report.failure) void reportFailure(report.failure, retry, parts, report);
      }
      return reports.flatMap((report) => report.saved);
    } catch (error) {
      if (error instanceof CheckError) void reportFailure(error, retry, parts);
      else parts.log.error('Download Again', error);
      return [];
    }
  }

  return {
    folders,
    runs: (ids, isShown) => {
      const candidates = ids.flatMap((id) => parts.roots.map((root) => join(root, id)));
      return folders(candidates, isShown);
    },
  };
}

async function downloadAll(
  folders: readonly string[],
  busy: Set<string>,
  { saving, log }: DownloadAgainParts,
  signal: AbortSignal,
): Promise<readonly DownloadReport[]> {
  const reports: DownloadReport[] = [];
  for (const folder of folders) {
    if (signal.aborted) break;
    if (busy.has(folder)) continue;
    busy.add(folder);
    const report = await downloadAgain(folder, saving, signal).finally(() => busy.delete(folder));
    if (report === undefined) continue;
    reports.push(report);
    log.event('Download Again', { saved: report.saved.length, left: report.pendingDownloads });
    if (report.failure) log.error('Download Again', report.failure);
  }
  return reports;
}

async function reportFailure(
  failure: EaselError,
  retry: () => Promise<void>,
  { keys, perform }: DownloadAgainParts,
  { keeps, gateway }: Partial<DownloadReport> = {},
): Promise<void> {
  // The user canceled the download. The link is still in the unsaved results.
  if (failure instanceof CancelledError) return;
  const facts = { keepsImage: keeps === true, hasPendingDownloads: true };
  const chosen = await showFailure(failure, keys(), { facts, gateway });
  if (typeof chosen !== 'string') return;
  await perform(ACTIONS[chosen].behavior, { failure, download: retry });
}

async function reportSaved(
  reports: readonly DownloadReport[],
  keys: readonly string[],
): Promise<void> {
  const saved = reports.flatMap((report) => report.saved.map((uri) => vscode.Uri.parse(uri)));
  const [first] = saved;
  if (first === undefined) return;
  const images = reports.flatMap((report) => report.images);
  // An image of a few KB can need gigabytes to draw, so it opens only if the user selects it.
  if (images.every(({ facts }) => canPreview(facts))) {
    void openImage(first).catch(() => undefined);
  }
  const { gateway } = reports.find((report) => report.saved.length > 0) ?? {};
  const warnings = [...new Set(reports.flatMap(warningsOf))].map((text) => redact(text, keys));
  const details = savedFacts(images, gateway);
  const choice = await showSaved(saved, details, { warnings }, false);
  if (choice === 'open') await openImage(first);
  if (choice === 'reveal') await reveal(first);
}

function warningsOf({ model, gateway, warnings }: DownloadReport): readonly string[] {
  const route = routeName(model, gateway?.label);
  return warnings.map((warning) => describeWarning(warning, route, t));
}

/** In ms. A shorter download shows no progress, because a notice that only flashes would hide the next one. */
const QUIET_MS = 700;

async function withProgress<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const done = work(stop.signal);
  const quiet = sleep(QUIET_MS, 'quiet' as const);
  if ((await Promise.race([done, quiet])) !== 'quiet') return await done;
  const location = vscode.ProgressLocation.Notification;
  return await vscode.window.withProgress(
    { location, title: t('Downloading image'), cancellable: true },
    async (_, token) => {
      const cancellation = token.onCancellationRequested(() => {
        stop.abort();
      });
      return await done.finally(() => {
        cancellation.dispose();
      });
    },
  );
}
