import * as vscode from 'vscode';
import { CancelledError } from '../../errors.ts';
import { canPreview } from '../../image/preview/canPreview.ts';
import { describeError } from '../../messages/messages.ts';
import { ACTIONS, sendsRequest } from '../../messages/actions.ts';
import type { PerformAction } from '../../run/actionContext.ts';
import { suggestAfterFailure } from '../../run/consent/routeCheck.ts';
import type { RunOptions, RunResult } from '../../run/plan/options.ts';
import { actionFacts, runsWithDownloads } from '../../run/report/actionFacts.ts';
import { requestsLeft } from '../../run/report/result.ts';
import type { Runner } from '../../run/runner.ts';
import type { ActionOptions, ActionReport } from '../../run/runnerParts.ts';
import { modelRemark } from '../../text/modelRemark.ts';
import { redact } from '../../text/redact.ts';
import type { Keys } from '../config/keys.ts';
import { currentGateway } from '../config/settings.ts';
import { consentDialogs } from '../dialogs/consent.ts';
import { savedFacts, showFailure, showSaved } from '../dialogs/notices.ts';
import { compare, openImage, openResult, reveal } from '../dialogs/show.ts';
import type { DownloadAgain } from '../recovery/downloadAgain.ts';
import type { Routes } from '../routes/routes.ts';

export interface NotifiedRunsParts {
  readonly runner: Runner;
  readonly keys: Keys;
  readonly routes: Routes;
  readonly downloads: DownloadAgain;
  readonly perform: PerformAction;
}

/** A user who clicks a button of a notice has just read what is wrong with the route. */
const BY_BUTTON: ActionOptions = { consent: consentDialogs, brokenRoute: 'silent' };

/** How a surface with an input takes a failed request back. */
export interface Reopening {
  /** Shows the input again, filled in with the failed request and these changes. Sends nothing by itself. */
  readonly reopen: (changes: Partial<RunOptions>) => Promise<void>;
}

/** Runs actions for commands, and shows how they ended in notices. */
export class NotifiedRuns {
  readonly #parts: NotifiedRunsParts;
  /** Two commands can join one action. Show one notice only. A second would offer a second button that sends a paid request. */
  readonly #notified = new WeakSet<ActionReport>();

  constructor(parts: NotifiedRunsParts) {
    this.#parts = parts;
  }

  /**
   * Runs an action and resolves with its result. Notices stay open for as long as the user wants, so it doesn't wait for them.
   *
   * @param options RunOptions; from outside, they can be anything
   * @param input the input that the options come from. Missing: a button of a failure sends at once
   */
  async run(options: unknown, surface?: ActionOptions, input?: Reopening): Promise<RunResult> {
    const report = await this.#parts.runner.perform(options, surface);
    if (!this.#notified.has(report)) {
      void this.#notify(report, options, input).catch(() => undefined);
    }
    this.#notified.add(report);
    return report.result;
  }

  /** Runs one of several requests that belong together. Only a failure has a notice: the caller shows the result of all. */
  async runStep(
    options: RunOptions,
    surface: ActionOptions,
    hasPaidOthers: boolean,
  ): Promise<RunResult> {
    const report = await this.#parts.runner.perform(options, surface);
    if (!this.#notified.has(report)) {
      // Without the options, no button sends this request alone: its image is of no use without the others.
      void this.#notifyFailure(report, undefined, undefined, hasPaidOthers).catch(() => undefined);
    }
    this.#notified.add(report);
    const { failure, plan, result } = report;
    if (failure === undefined || !hasPaidOthers) return result;
    const context = { gateway: plan?.gateway, hasPaidOthers };
    const { text } = describeError(failure, vscode.l10n.t, context);
    return { ...result, message: redact(text, this.#parts.keys.inUse()) };
  }

  async #notify(report: ActionReport, options: unknown, input?: Reopening): Promise<void> {
    const [first] = report.result.saved;
    if (first !== undefined && canShow(report)) {
      const source = sourceOf(report.options ?? options);
      void openResult(vscode.Uri.parse(first), source).catch(() => undefined);
    }
    // Side by side: a notice about an image that failed must not wait until the one about the others is dismissed.
    await Promise.allSettled([
      this.#notifySaved(report, options),
      this.#notifyFailure(report, options, input),
    ]);
  }

  async #notifySaved(report: ActionReport, options: unknown): Promise<void> {
    const { result, reports, plan } = report;
    const saved = result.saved.map((uri) => vscode.Uri.parse(uri));
    const [first] = saved;
    if (first === undefined) return;
    const source = sourceOf(report.options ?? options);
    // What was written: a result can be cropped or converted.
    const written = reports.flatMap(({ files }) => files.filter(({ beside }) => !beside));
    const details = savedFacts(written, plan?.gateway);
    const texts = { warnings: result.warnings, remark: modelRemark(reports, 200) };
    const choice = await showSaved(saved, details, texts, source !== undefined);
    if (choice === 'open') await openImage(first);
    if (choice === 'reveal') await reveal(first);
    if (choice === 'compare' && source) await compare(source, first);
  }

  async #notifyFailure(
    report: ActionReport,
    options: unknown,
    input?: Reopening,
    hasPaidOthers = report.reports.some(({ saved }) => saved.length > 0),
  ): Promise<void> {
    const { failure, plan, reports } = report;
    const { keys, routes, downloads, perform } = this.#parts;
    if (failure === undefined) return;
    // Dismissing a question sends nothing, so stay silent.
    if (failure instanceof CancelledError && reports.length === 0) return;
    const request = isRunOptions(options) ? options : undefined;
    const canRepeat = request !== undefined;
    const facts = {
      ...actionFacts(report),
      canRepeat,
      canChooseFolder: true,
      reopens: input !== undefined,
    };
    const chosen = await showFailure(failure, keys.inUse(), {
      facts,
      gateway: plan?.gateway,
      hasPaidOthers,
      alternative: canRepeat ? await suggestAfterFailure(failure, plan, routes) : undefined,
    });
    if (chosen === undefined) return;
    const send =
      request &&
      (async (changes: Partial<RunOptions>) => {
        // The images that arrived are paid for.
        const { count } = report.options ?? {};
        const left = count === undefined ? {} : { count: requestsLeft(count, reports) };
        await this.run({ ...request, ...left, ...changes }, BY_BUTTON, input);
      });
    if (typeof chosen !== 'string') {
      const { gateway, model } = chosen;
      await (input?.reopen ?? send)?.({ gateway, model });
      return;
    }
    if (input !== undefined && chosen === 'edit-prompt') {
      await input.reopen({});
      return;
    }
    await perform(ACTIONS[chosen].behavior, {
      failure,
      gateway: plan?.gateway ?? currentGateway(request?.gateway),
      prompt: request?.prompt,
      repeat: sendsRequest(chosen, facts) ? send : (input?.reopen ?? send),
      download: async () => {
        await downloads.runs(runsWithDownloads(reports));
      },
    });
  }
}

/** Options from outside are `unknown`. Only those that could have run are offered again. */
function isRunOptions(options: unknown): options is RunOptions {
  return (
    typeof options === 'object' &&
    options !== null &&
    'prompt' in options &&
    typeof options.prompt === 'string' &&
    options.prompt.trim() !== ''
  );
}

/** A small file can need gigabytes to be drawn. Such an image is saved, and opened only when the user clicks Open. */
function canShow({ reports }: ActionReport): boolean {
  // Checks all images, because a report doesn't say which of them became the first file.
  return reports.flatMap(({ images }) => images).every(({ facts }) => canPreview(facts));
}

function sourceOf(options: unknown): vscode.Uri | undefined {
  if (!isRunOptions(options)) return undefined;
  const [source] = options.images ?? [];
  return source === undefined ? undefined : vscode.Uri.parse(source);
}
