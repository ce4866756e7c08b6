import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as vscode from 'vscode';
import { CancelledError, CheckError, type EaselError } from '../../errors.ts';
import { downloadAgain, type DownloadReport, type DownloadParts } from '../../run/downloadAgain.ts';
import { ACTIONS } from '../../messages/actions.ts';
import { describeWarning } from '../../messages/messages.ts';
import { redact } from '../../text/redact.ts';
import { routeName } from '../../run/report/result.ts';
import type { PerformAction } from '../../run/actionSurface.ts';
import { nameOf } from '../files/files.ts';
import type { Log } from '../../run/report/log.ts';
import { savedFacts, showFailure, showSaved } from '../dialogs/notices.ts';
import { canPreview } from '../../image/preview/canPreview.ts';
import { openImage, reveal } from '../dialogs/show.ts';

const t = vscode.l10n.t;

export interface DownloadAgainParts {
  /** The folders of the spool: absolute paths. */
  readonly roots: readonly string[];
  readonly saving: DownloadParts;
  /** Every key in use: taken out of what is shown. */
  readonly keys: () => readonly string[];
  readonly log: Log;
  /** Performs the action that the user picks in a notice. */
  readonly perform: PerformAction;
}

export interface DownloadAgain {
  /**
   * By the ids of runs, on whichever disk their records are.
   *
   * @param shows whoever asks shows the images itself: what goes well needs no notice then
   * @returns URIs of what was saved
   */
  readonly runs: (ids: readonly string[], shows?: boolean) => Promise<readonly string[]>;
  /** By the folders of runs in the spool. */
  readonly folders: (folders: readonly string[]) => Promise<readonly string[]>;
}

/**
 * Download Again: fetches images that are made and paid for and lie elsewhere, saves them where their runs would have,
 * and tells how it went. Never rejects.
 */
export function createDownloadAgain({
  roots,
  saving,
  keys,
  log,
  perform,
}: DownloadAgainParts): DownloadAgain {
  async function folders(all: readonly string[], shows = false): Promise<readonly string[]> {
    try {
      // A link in a reply is not trusted more than a gateway: in Restricted Mode nothing goes out.
      if (!vscode.workspace.isTrusted) throw new CheckError({ kind: 'restricted-mode' });
      const ended = await withProgress((signal) => fetchAll([...new Set(all)], signal));
      if (ended.length === 0) {
        void vscode.window.showInformationMessage(
          t("There's nothing left to download, or another window is already downloading it."),
        );
      }
      const saved = ended.flatMap((end) => end.saved);
      if (!shows) void tellSaved(ended, keys()).catch(() => undefined);
      for (const end of ended) if (end.failure) void tellFailure(end.failure, all, end);
      return saved;
    } catch (error) {
      if (error instanceof CheckError) void tellFailure(error, all);
      else log.error('download again', error);
      return [];
    }
  }

  /** A second click while the first one is at it changes nothing. */
  const busy = new Set<string>();

  async function fetchAll(
    all: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly DownloadReport[]> {
    const ended: DownloadReport[] = [];
    for (const folder of all) {
      if (signal.aborted) break;
      if (busy.has(folder)) continue;
      busy.add(folder);
      const end = await downloadAgain(folder, saving, signal).finally(() => busy.delete(folder));
      if (end === undefined) continue;
      ended.push(end);
      log.event('download again', { saved: end.saved.length, left: end.pendingDownloads });
      if (end.failure) log.error('download again', end.failure);
    }
    return ended;
  }

  async function tellFailure(
    failure: EaselError,
    all: readonly string[],
    { keeps, gateway }: Partial<DownloadReport> = {},
  ): Promise<void> {
    // Who stopped it knows, and finds it where it was.
    if (failure instanceof CancelledError) return;
    const facts = { keepsImage: keeps === true, hasPendingDownloads: true };
    const chosen = await showFailure(failure, keys(), { facts, gateway });
    if (typeof chosen !== 'string') return;
    await perform(ACTIONS[chosen].behavior, {
      failure,
      download: async () => {
        await folders(all);
      },
    });
  }

  return {
    folders,
    runs: (ids, shows) => {
      return folders(
        ids.flatMap((id) => roots.map((root) => join(root, id))),
        shows,
      );
    },
  };
}

function warningsOf({ model, gateway, warnings }: DownloadReport): readonly string[] {
  const route = routeName(model, gateway?.label);
  return warnings.map((warning) => describeWarning(warning, route, t));
}

async function tellSaved(ended: readonly DownloadReport[], keys: readonly string[]): Promise<void> {
  const saved = ended.flatMap((end) => end.saved.map((uri) => vscode.Uri.parse(uri)));
  const [first] = saved;
  if (first === undefined) return;
  const images = ended.flatMap((end) => end.images);
  // A picture of some KB may need gigabytes to be drawn: that one is opened only by the user's own click.
  if (images.every(({ facts }) => canPreview(facts))) {
    void openImage(first).catch(() => undefined);
  }
  const { gateway } = ended.find((end) => end.saved.length > 0) ?? {};
  const warnings = [...new Set(ended.flatMap(warningsOf))].map((text) => redact(text, keys));
  const about = { warnings, said: undefined };
  const choice = await showSaved(saved.map(nameOf), savedFacts(images, gateway), about, false);
  if (choice === 'open') await openImage(first);
  if (choice === 'reveal') await reveal(first);
}

/** What is done before anybody could read a notice of its progress gets none: one that only flashes hides what follows it. */
const QUIET_MS = 700;

async function withProgress<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const stop = new AbortController();
  const done = work(stop.signal);
  const quiet = sleep(QUIET_MS, 'quiet' as const);
  if ((await Promise.race([done, quiet])) !== 'quiet') return await done;
  const location = vscode.ProgressLocation.Notification;
  const title = t('Downloading image');
  return await vscode.window.withProgress(
    { location, title, cancellable: true },
    async (_, token) => {
      const cancelled = token.onCancellationRequested(() => {
        stop.abort();
      });
      return await done.finally(() => {
        cancelled.dispose();
      });
    },
  );
}
