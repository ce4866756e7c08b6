import { CheckError, type Charge, type EaselError, type Outcome } from '../../errors.ts';
import type { RunResult } from '../plan/options.ts';
import { hasArrived, isAboutItsImage, mergeResults } from '../report/result.ts';
import type { ActionReport } from '../runnerParts.ts';

/** One file of a batch. */
export interface BatchItem {
  readonly uri: string;
  readonly name: string;
}

/** An item with what happened to it. */
export interface BatchAttempt {
  readonly item: BatchItem;
  readonly report: ActionReport;
}

/** A file that was left out, or failed, and why. */
export interface BatchReason {
  readonly item: BatchItem;
  /** One or more sentences. */
  readonly reason: string;
}

/** How a batch ended. Every item is in exactly one of the lists. */
export interface BatchReport {
  readonly saved: readonly BatchAttempt[];
  readonly failed: readonly BatchAttempt[];
  /** Not tried, because the batch was canceled or its route failed. */
  readonly untried: readonly BatchItem[];
  /** The user clicked Cancel. */
  readonly isCancelled: boolean;
}

/** After this many requests in a row that were sent and failed, the prompt or the route is to blame, and each may be charged. */
export const MAX_FAILURES_IN_A_ROW = 3;

/**
 * Sends one request per item, one at a time. A file that can't be processed doesn't stop the others. A failure of the route does,
 * and so do several refusals in a row.
 *
 * @param perform runs one item; never rejects
 * @param signal stops before the next item
 */
export async function runBatch(
  items: readonly BatchItem[],
  perform: (item: BatchItem, index: number) => Promise<ActionReport>,
  signal: AbortSignal,
): Promise<BatchReport> {
  const attempts: BatchAttempt[] = [];
  let inARow = 0;
  for (const [index, item] of items.entries()) {
    if (signal.aborted) break;
    const report = await perform(item, index);
    attempts.push({ item, report });
    const { result } = report;
    if (result.outcome === 'saved') inARow = 0;
    else if (wasSent({ item, report })) inARow += 1;
    if (stopsBatch(result) || inARow === MAX_FAILURES_IN_A_ROW) break;
  }
  const isSaved = ({ report }: BatchAttempt) => report.result.outcome === 'saved';
  const last = attempts.at(-1)?.report.result.outcome;
  const isCancelled = signal.aborted || last === 'cancelled';
  // An item that was canceled before it was sent counts as not tried.
  const done = attempts.filter(({ report: { result } }) => !isUnsentCancel(result));
  return {
    saved: done.filter(isSaved),
    failed: done.filter((attempt) => !isSaved(attempt)),
    untried: items.slice(done.length),
    isCancelled,
  };
}

function stopsBatch(result: RunResult): boolean {
  return result.outcome !== 'saved' && !isAboutItsImage(result);
}

function isUnsentCancel({ outcome, runs }: RunResult): boolean {
  return outcome === 'cancelled' && runs.length === 0;
}

/** What another click could still get an image of. */
export interface BatchRest {
  readonly items: readonly BatchItem[];
  /** Some of them failed. Otherwise, none was tried. */
  readonly hasFailed: boolean;
}

/**
 * Returns what is left to edit. An image that is kept already needs no other request, and what is refused because of its bytes would
 * be refused again.
 */
export function itemsToRetry({ failed, untried }: BatchReport): BatchRest {
  const again = failed.filter(
    ({ report: { reports, result, failure } }) =>
      !reports.some(hasArrived) && canRetryHelp(result.outcome, failure),
  );
  return { items: [...again.map(({ item }) => item), ...untried], hasFailed: again.length > 0 };
}

/** A model can accept what it refused, and a file can be locked for a moment. A request that is invalid or too large stays so. */
function canRetryHelp(outcome: Outcome, failure: EaselError | undefined): boolean {
  if (failure instanceof CheckError && failure.problem.kind === 'unreadable') return true;
  return outcome !== 'bad_request' && outcome !== 'too_large';
}

/** Tells whether a request was made for an attempt, even if it didn't arrive. */
export function wasSent({ report: { result } }: BatchAttempt): boolean {
  return result.runs.length > 0;
}

/** Returns what failures of a batch cost, at worst. */
export function chargeOf({ failed }: BatchReport): Charge {
  const charges = failed.map(({ report }) => report.failure?.charge ?? 'no');
  return charges.includes('yes') ? 'yes' : charges.includes('maybe') ? 'maybe' : 'no';
}

/**
 * Returns the public result of a batch.
 *
 * @param skipped files that were left out before the batch
 */
export function batchResult(report: BatchReport, skipped: readonly BatchReason[]): RunResult {
  const attempts = [...report.saved, ...report.failed];
  const merged = mergeResults(attempts.map(({ report: { result } }) => result));
  const reasons = skipped.map(({ reason }) => reason);
  return { ...merged, warnings: [...new Set([...reasons, ...merged.warnings])] };
}
