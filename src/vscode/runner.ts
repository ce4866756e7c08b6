import * as vscode from 'vscode';
import { CheckError, EaselError, UnexpectedError } from '../errors.ts';
import { parseRunOptions, type RunOptions, type RunResult } from '../run/options.ts';
import { planRun, type RunPlan } from '../run/plan.ts';
import { redact } from '../run/redact.ts';
import { refusal, toResult } from '../run/result.ts';
import { run, type RunParts, type RunProgress, type RunReport } from '../run/run.ts';
import { files } from './files.ts';
import type { Keys } from './keys.ts';
import { runFacts, type Log } from './log.ts';
import { withProgress, type ShowProgress } from './progress.ts';
import type { Observed } from './observed.ts';
import { readSettings } from './settings.ts';
import { checkWithin, type MayLeave } from './target.ts';
import { observe } from '../route/observe.ts';
import { routeOf } from '../route/route.ts';

/** What an action came to: the public result, and the error behind it for whoever tells the user. */
export interface ActionEnd {
  readonly result: RunResult;
  readonly failure?: EaselError;
  readonly reports: readonly RunReport[];
  readonly plan?: RunPlan;
}

export interface Runner {
  /**
   * One user action: parse, plan, run. Never rejects.
   *
   * @param showProgress where progress is shown; without it, in a notice
   * @param mayLeave asks about a link that leads out of the workspace; without it, that is refused
   */
  readonly act: (
    options: unknown,
    showProgress?: ShowProgress,
    mayLeave?: MayLeave,
  ) => Promise<ActionEnd>;
}

export function createRunner(parts: RunParts, keys: Keys, log: Log, observed: Observed): Runner {
  /** The same action again while it runs (a double click, key repeat) joins it instead of paying twice. */
  const running = new Map<string, Promise<ActionEnd>>();

  async function actOnce(
    value: unknown,
    showProgress: ShowProgress,
    mayLeave: MayLeave | undefined,
  ): Promise<ActionEnd> {
    let plan: RunPlan | undefined;
    try {
      // A hidden command can still be called, so it is refused here and not only greyed out.
      if (!vscode.workspace.isTrusted) throw new CheckError({ kind: 'restricted-mode' });
      const options = parseRunOptions(value);
      plan = await planRun(options, readSettings(scopeOf(options)), files, parts.now());
      await checkWithin(plan.target, mayLeave);
      const reports = await runAll(plan, options.count ?? 1, showProgress);
      const failure = reports.find((report) => report.failure)?.failure;
      const result = clean(toResult(reports, plan, vscode.l10n.t), keys.seen());
      return { result, reports, plan, ...(failure ? { failure } : {}) };
    } catch (error) {
      const failure = error instanceof EaselError ? error : new UnexpectedError(true, error);
      log.error('refused', failure);
      return {
        result: refusal(failure, vscode.l10n.t, keys.seen()),
        failure,
        reports: [],
        ...(plan && { plan }),
      };
    }
  }

  /** One after the other, and none after one that failed: what refused once would refuse, or charge, again. */
  async function runAll(
    plan: RunPlan,
    count: number,
    showProgress: ShowProgress,
  ): Promise<readonly RunReport[]> {
    const title =
      plan.operation === 'edit'
        ? vscode.l10n.t('Editing image')
        : vscode.l10n.t('Generating image');
    return await showProgress(title, plan.gateway.label, async (signal, onProgress) => {
      const reports: RunReport[] = [];
      while (reports.length < count && !reports.at(-1)?.failure) {
        reports.push(await runLogged(plan, { signal, onProgress }));
      }
      return reports;
    });
  }

  async function runLogged(
    plan: RunPlan,
    control: { signal: AbortSignal; onProgress: (progress: RunProgress) => void },
  ): Promise<RunReport> {
    const report = await run(plan, parts, control);
    log.event('run', runFacts(plan, report));
    const route = routeOf(plan.gateway, plan.model, plan.operation, parts.now());
    await observed.add(observe(route, report, 'run', parts.now()));
    if (report.failure) log.error('failed', report.failure);
    return report;
  }

  return {
    act: (options, showProgress = withProgress, mayLeave) => {
      const same = identity(options);
      if (same === undefined) return actOnce(options, showProgress, mayLeave);
      const current = running.get(same);
      if (current !== undefined) return current;
      const action = actOnce(options, showProgress, mayLeave).finally(() => running.delete(same));
      running.set(same, action);
      return action;
    },
  };
}

/** What makes two actions the same one, whatever the order of their options; what cannot be run is never joined. */
function identity(options: unknown): string | undefined {
  try {
    return JSON.stringify(parseRunOptions(options));
  } catch {
    return undefined;
  }
}

function scopeOf({ images, target }: RunOptions): vscode.Uri | undefined {
  const uri = images?.[0] ?? target;
  return uri === undefined ? undefined : vscode.Uri.parse(uri);
}

/** The result leaves Easel, so keys are taken out here too: a gateway may quote one in its error. */
function clean(result: RunResult, keys: readonly string[]): RunResult {
  return {
    ...result,
    ...(result.message === undefined ? {} : { message: redact(result.message, keys) }),
    warnings: result.warnings.map((warning) => redact(warning, keys)),
  };
}
