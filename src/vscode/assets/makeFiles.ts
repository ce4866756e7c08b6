import * as vscode from 'vscode';
import type { AssetClient } from '../../assets/assetClient.ts';
import type { History } from '../../history/history.ts';
import { prepareImages, type Prepared, type PrepareJob } from '../../assets/prepareImages.ts';
import { CancelledError, CheckError } from '../../errors.ts';
import {
  describePrepared,
  describePreparedDoubts,
  describePreparedLoss,
  describeUnprepared,
  preparingText,
} from '../../messages/notices/prepared.ts';
import { describeLocalError } from '../../messages/messages.ts';
import type { Bin } from '../../panel/deletion/bin.ts';
import type { RunResult } from '../../run/plan/options.ts';
import { refusedResult } from '../../run/report/result.ts';
import { openResult, reveal, revealLabel } from '../dialogs/show.ts';
import { files } from '../files/files.ts';
import { publish } from '../files/publish.ts';
import { labelingOf, type LabelingOf } from './labeling.ts';
import { refusedWork, withLocalProgress } from './localWork.ts';
import { offerUndo, undoCreated } from './undoCreated.ts';

const t = vscode.l10n.t;

export interface MakeFilesParts {
  readonly assets: AssetClient;
  readonly bin: Bin;
  /** Knows which images are results of runs. */
  readonly history: { readonly read: () => Promise<History> };
}

/** Decides what to make: from options, or by asking. @throws CheckError, CancelledError */
export type JobOf = (assets: AssetClient, labeling: LabelingOf) => Promise<PrepareJob>;

/**
 * Makes files from images and offers to undo it. Works on this machine, sends nothing, and costs nothing.
 *
 * @param otherWays offers to find the background in another way, where this one failed or may have
 */
export async function makeFiles(
  parts: MakeFilesParts,
  jobOf: JobOf,
  otherWays?: (images: readonly string[]) => Promise<void>,
): Promise<RunResult> {
  try {
    const labeling = labelingOf(parts.history);
    const job = await jobOf(parts.assets, labeling);
    const prepared = await withProgress(job, parts.assets, labeling);
    void tell(prepared, job, { bin: parts.bin, otherWays });
    return resultOf(prepared);
  } catch (error) {
    return refusedWork(error, (one) =>
      one instanceof CheckError ? describeLocalError(one, t) : undefined,
    );
  }
}

async function withProgress(
  job: PrepareJob,
  assets: AssetClient,
  labeling: LabelingOf,
): Promise<Prepared> {
  return await withLocalProgress(t('Preparing image'), async (signal, show) => {
    const { length } = job.images;
    const onStart = (index: number, name: string) => {
      show(preparingText(index, length, name, t), index === 0 ? 0 : 100 / length);
    };
    const parts = { files: { ...files, publish }, assets, labelingOf: labeling, onStart };
    return await prepareImages(job, { ...parts, signal });
  });
}

interface Offers {
  readonly bin: Bin;
  readonly otherWays: ((images: readonly string[]) => Promise<void>) | undefined;
}

async function tell(
  prepared: Prepared,
  { images }: PrepareJob,
  { bin, otherWays }: Offers,
): Promise<void> {
  const { made, failed } = prepared;
  const unsure = unsureImages(prepared, images);
  const other = otherWays && unsure.length > 0 ? [t('Other Ways…')] : [];
  const sentence = describePrepared(prepared, t);
  if (sentence === '') return;
  const [first] = made;
  if (first === undefined) {
    const clicked = await vscode.window.showErrorMessage(sentence, ...other);
    if (clicked !== undefined) await otherWays?.(unsure);
    return;
  }
  const uri = vscode.Uri.parse(first.uri);
  const [source] = images;
  if (made.length === 1) {
    void openResult(uri, source ? vscode.Uri.parse(source) : undefined).catch(() => undefined);
  }
  const [undo, show] = [t('Undo'), revealLabel(uri)];
  const message =
    failed.length > 0 || unsure.length > 0
      ? vscode.window.showWarningMessage
      : vscode.window.showInformationMessage;
  const chosen = await message(sentence, undo, show, ...other);
  if (other.some((one) => one === chosen)) await otherWays?.(unsure);
  if (chosen === show) await reveal(uri);
  if (chosen === undo) await offerUndo(await undoCreated(made, bin), bin);
}

/** Returns the images whose background wasn't found, or maybe not right. */
function unsureImages({ made, failed }: Prepared, images: readonly string[]): readonly string[] {
  const names = new Set([
    ...failed.filter(({ error }) => isWithoutBackground(error)).map(({ name }) => name),
    ...made.filter(({ doubts }) => doubts.length > 0).map(({ source }) => source),
  ]);
  return images.filter((image) => names.has(files.name(image)));
}

function isWithoutBackground(error: unknown): boolean {
  return error instanceof CheckError && error.problem.kind === 'no-background';
}

function resultOf({ made, failed }: Prepared): RunResult {
  const [first] = failed;
  const saved = made.map(({ uri }) => uri);
  const remarks = [describePreparedDoubts(made, t), describePreparedLoss(made, t)];
  const warnings = [
    ...failed.map((one) => describeUnprepared(one, t)),
    ...remarks.filter((remark) => remark !== undefined),
  ];
  if (saved.length > 0) return { outcome: 'saved', saved, warnings, runs: [] };
  const { error } = first ?? { error: new CancelledError('no') };
  const message = first ? describeUnprepared(first, t) : refusedResult(error, t, []).message;
  return { outcome: error.outcome, saved, warnings: [], runs: [], ...(message && { message }) };
}
