import * as vscode from 'vscode';
import type { Gateway } from '../../catalog/gateways.ts';
import { CheckError } from '../../errors.ts';
import { describeLocalError } from '../../messages/messages.ts';
import {
  batchDetails,
  chargeOfFailures,
  describeBatch,
  isCleanBatch,
  type BatchFacts,
} from '../../messages/notices/batch.ts';
import { fitNotice } from '../../messages/notices/fit.ts';
import { chargeAt } from '../../messages/message.ts';
import {
  batchResult,
  chargeOf,
  itemsToRetry,
  runBatch,
  wasSent,
  type BatchAttempt,
  type BatchItem,
  type BatchReason,
  type BatchReport,
} from '../../run/batch/batch.ts';
import type { RouteChoice } from '../../run/consent/questions.ts';
import type { RunOptions, RunResult } from '../../run/plan/options.ts';
import type { Runner } from '../../run/runner.ts';
import type { ActionOptions } from '../../run/runnerParts.ts';
import { configuredGatewayName } from '../../text/gatewayName.ts';
import { redact } from '../../text/redact.ts';
import type { Keys } from '../config/keys.ts';
import { consentDialogs } from '../dialogs/consent.ts';
import { showDetails } from '../dialogs/details.ts';
import { withProgressOfParts } from '../dialogs/progress.ts';
import { reveal, revealLabel } from '../dialogs/show.ts';

const t = vscode.l10n.t;

/** The services of a batch. */
export interface BatchParts {
  readonly runner: Runner;
  readonly keys: Keys;
}

/** What a batch sends. */
export interface Batch {
  readonly items: readonly BatchItem[];
  /** Files that were left out, because they are not whole images. */
  readonly skipped: readonly BatchReason[];
  /** The options of each request, without its image. */
  readonly options: RunOptions;
  readonly gateway: Gateway;
}

/** Edits images one after another, with one progress notice and one summary. */
export async function editEach(parts: BatchParts, batch: Batch): Promise<RunResult> {
  const { items, skipped, options, gateway } = batch;
  // An alternative route that the user picks for the first image is for all of them.
  let route: Partial<RouteChoice> = {};
  const title = t('Editing {0} images', items.length);
  const report = await withProgressOfParts(
    { title, gateway: configuredGatewayName(gateway), count: 1 },
    async ({ signal, onProgress, onPart }) => {
      const surface: ActionOptions = {
        consent: consentDialogs,
        brokenRoute: 'ask',
        showProgress: (_action, work) => work(signal, onProgress),
        onRouteChosen: (chosen) => {
          route = chosen;
        },
      };
      const send = (item: BatchItem, index: number) => {
        const share = index === 0 ? 0 : 1 / items.length;
        onPart(t('{0} of {1}, {2}', index + 1, items.length, item.name), share);
        return parts.runner.perform({ ...options, images: [item.uri], ...route }, surface);
      };
      return await runBatch(items, send, signal);
    },
  );
  void summarize(parts, { ...batch, options: { ...options, ...route } }, report);
  return batchResult(report, skipped);
}

/** Shows how a batch ended. Its button for the rest sends only after a click, and never comes first. */
async function summarize(parts: BatchParts, batch: Batch, report: BatchReport): Promise<void> {
  const keys = parts.keys.inUse();
  const facts = batchFacts(batch, report);
  const { text, isCut } = fitNotice(
    describeBatch(facts, t).map((one) => redact(one, keys)),
    new Set(chargeOfFailures(facts, t)),
  );
  const rest = itemsToRetry(report);
  const [first] = report.saved.flatMap(({ report: { result } }) => result.saved);
  const saved = first === undefined ? undefined : vscode.Uri.parse(first);
  const isClean = isCleanBatch(facts);
  const details = isCut || !isClean ? t('Show Details') : undefined;
  const open = saved && revealLabel(saved);
  const retry = rest.hasFailed ? t('Retry Failed') : t('Edit Remaining');
  const buttons = [details, open, rest.items.length > 0 ? retry : undefined];
  const show = isClean ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
  const ask = async (without?: string): Promise<string | undefined> =>
    await show(
      text,
      ...buttons.filter((one) => one !== undefined).filter((one) => one !== without),
    );
  let chosen = await ask();
  if (chosen !== undefined && chosen === details) {
    await showDetails(batchDetails(facts, t).map((line) => redact(line, keys)));
    // The other buttons still help after reading.
    chosen = await ask(details);
  }
  if (saved !== undefined && chosen === open) await reveal(saved);
  if (chosen === retry) await editEach(parts, { ...batch, items: rest.items, skipped: [] });
}

function batchFacts({ skipped, gateway }: Batch, report: BatchReport): BatchFacts {
  const images = report.saved.flatMap(({ report: { reports } }) =>
    reports.flatMap(({ files }) => files.filter(({ beside }) => !beside)),
  );
  return {
    saved: report.saved.length,
    results: report.saved.flatMap(({ report: { result } }) => result.saved.map(shownPath)),
    bytes: images.reduce((sum, { size }) => sum + size, 0),
    failed: report.failed.map((attempt) => {
      const reason = reasonOf(attempt);
      const { message = reason } = attempt.report.result;
      return { name: attempt.item.name, reason, message, wasSent: wasSent(attempt) };
    }),
    skipped: skipped.map(({ item, reason }) => ({ name: item.name, reason })),
    untried: report.untried.map(({ name }) => name),
    isCancelled: report.isCancelled,
    charge: chargeAt(chargeOf(report), gateway),
    warnings: report.saved.flatMap(({ item, report: { result } }) =>
      result.warnings.map((reason) => ({ name: item.name, reason })),
    ),
  };
}

/** A refusal on this machine needs no word about sending: the summary counts. */
function reasonOf({ report: { failure, result } }: BatchAttempt): string {
  return failure instanceof CheckError ? describeLocalError(failure, t) : (result.message ?? '');
}

function shownPath(uri: string): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
}
