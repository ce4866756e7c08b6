import * as vscode from 'vscode';
import { CancelledError, CheckError, EaselError } from '../../errors.ts';
import { resolveLocations } from '../../run/plan/locations.ts';
import type { RunResult } from '../../run/plan/options.ts';
import { refusedResult } from '../../run/report/result.ts';
import { files } from '../files/files.ts';

/** What commands share that work on this machine, send nothing, and cost nothing. */

type Show = (message: string, increment: number) => void;

/** Shows the progress of work, with Cancel. @throws CancelledError, through the signal */
export async function withLocalProgress<T>(
  title: string,
  work: (signal: AbortSignal, show: Show) => Promise<T>,
): Promise<T> {
  const location = vscode.ProgressLocation.Notification;
  const options = { location, title, cancellable: true };
  return await vscode.window.withProgress(options, async (progress, token) => {
    const stop = new AbortController();
    token.onCancellationRequested(() => {
      stop.abort(new CancelledError('no'));
    });
    return await work(stop.signal, (message, increment) => {
      progress.report({ message, increment });
    });
  });
}

/**
 * Returns the result of work that failed, and says why.
 *
 * @param describe returns undefined for errors that aren't about the image or its folder
 * @throws errors that Easel doesn't know
 */
export function refusedWork(
  error: unknown,
  describe: (error: EaselError) => string | undefined,
): RunResult {
  if (!(error instanceof EaselError)) throw error;
  const refused = refusedResult(error, vscode.l10n.t, []);
  // Dismissing a question is no failure.
  if (error instanceof CancelledError) return refused;
  const message = describe(error) ?? refused.message;
  if (message !== undefined) void vscode.window.showErrorMessage(message);
  return { ...refused, ...(message !== undefined && { message }) };
}

interface Given {
  readonly images?: readonly string[] | undefined;
  readonly target?: string | undefined;
}

/** Returns the URIs of images and a folder that a caller named. @throws CheckError */
export async function locate({ images, target }: Given): Promise<Given> {
  const { places, kind } = files;
  const given = { ...(images && { images: [...images] }), ...(target && { target }) };
  return places ? await resolveLocations(given, { ...places(), kind }) : given;
}

/** @returns at least one image. @throws CheckError `no-source` */
export function chosenImages(
  clicked: readonly vscode.Uri[],
  named: readonly string[] | undefined,
  open: vscode.Uri | undefined,
): readonly [string, ...string[]] {
  const chosen = clicked.length > 0 ? clicked.map(String) : (named ?? (open ? [String(open)] : []));
  const [first, ...others] = chosen;
  if (first === undefined) throw new CheckError({ kind: 'no-source' });
  return [first, ...others];
}
