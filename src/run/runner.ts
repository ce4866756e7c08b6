import * as vscode from 'vscode';
import { CheckError, EaselError, UnexpectedError } from '../errors.ts';
import { traceOf, type RunTrace } from './report/diagnostics.ts';
import { configuredGatewayName } from '../text/gatewayName.ts';
import type { HistoryEntry } from '../history/history.ts';
import { historyEntry, sentEntry } from './report/historyRecord.ts';
import type { Strokes } from '../image/region/strokes.ts';
import { parseRunOptions, type RunOptions, type RunResult } from './plan/options.ts';
import { planRun, type RunPlan } from './plan/plan.ts';
import type { PixelWork } from '../image/jobs/pixelClient.ts';
import { redact } from '../text/redact.ts';
import { prepareRegion, type ApplyRegion } from './plan/region.ts';
import { refusedResult, toResult } from './report/result.ts';
import type { BreakerGate } from './breakerGate.ts';
import type { RunControl, RunParts, RunReport } from './runParts.ts';
import { files } from '../vscode/files/files.ts';
import type { HistoryStore } from '../vscode/files/historyStore.ts';
import type { Keys } from '../vscode/config/keys.ts';
import { runFacts, type Log } from './report/log.ts';
import { withProgress } from '../vscode/dialogs/progress.ts';
import { type ShowProgress } from './report/progress.ts';
import type { ObservationStore } from '../vscode/routes/observationStore.ts';
import type { RouteChoice, RouteWarning } from '../vscode/routes/warning.ts';
import { readSettings } from '../vscode/config/settings.ts';
import { askToTry } from '../vscode/dialogs/tryOnce.ts';
import { checkWithin, type MayLeave } from '../vscode/dialogs/target.ts';
import { observe } from './report/observe.ts';
import { routeOf } from '../route/route.ts';

/** What an action came to: the public result, and the error behind it for whoever tells the user. */
export interface ActionReport {
  readonly result: RunResult;
  readonly failure?: EaselError;
  readonly reports: readonly RunReport[];
  readonly plan?: RunPlan;
}

/** How an action is done: nothing of it is among the public options. */
export interface ActionOptions {
  /** Where progress is shown; without it, in a notice. */
  readonly showProgress?: ShowProgress;
  /** Asks about a link that leads out of the workspace; without it, that is refused. */
  readonly mayLeave?: MayLeave;
  /**
   * What is done about a route that is known to be broken: `ask` the user, `tell` it in the result's warnings (without it),
   * or nothing, because the user has just been told.
   */
  readonly brokenRoute?: 'ask' | 'tell' | 'told';
  /** Called when the user was asked and chose another route. */
  readonly onRouteChosen?: (elsewhere: RouteChoice) => void;
  /** The part of the source that may change; without it, all of it may. In px of the source as it is shown. */
  readonly region?: Strokes;
  /** Sees the bytes of images while they come. */
  readonly wrapStore?: RunControl['wrapStore'];
  /** A retest is remembered as one. */
  readonly kind?: 'run' | 'retest';
}

export interface Runner {
  /**
   * One user action: parse, plan, run. Never rejects.
   */
  readonly act: (options: unknown, manner?: ActionOptions) => Promise<ActionReport>;
  /** The last runs of this window, the newest first. */
  readonly recent: () => readonly RunTrace[];
}

const MOST_RECENT = 10;

export function createRunner(
  parts: RunParts,
  keys: Keys,
  log: Log,
  observed: ObservationStore,
  warning: RouteWarning,
  gate: BreakerGate,
  history: Pick<HistoryStore, 'add'>,
  work: PixelWork,
): Runner {
  /** The same action again while it runs (a double click, key repeat) joins it instead of paying twice. */
  const running = new Map<string, Promise<ActionReport>>();
  let recent: readonly RunTrace[] = [];

  async function actOnce(value: unknown, manner: ActionOptions): Promise<ActionReport> {
    let plan: RunPlan | undefined;
    // Outside the try: what has run has run, whatever goes wrong after it.
    const reports: RunReport[] = [];
    try {
      // A hidden command can still be called, so it is refused here and not only greyed out.
      if (!vscode.workspace.isTrusted) throw new CheckError({ kind: 'restricted-mode' });
      const options = parseRunOptions(value);
      const settings = readSettings(scopeOf(options));
      plan = await planRun(options, settings, files, parts.now());
      await checkWithin(plan.target, manner.mayLeave);
      const withRegion = await regionOf(plan, manner);
      const { brokenRoute = 'tell' } = manner;
      const warned = brokenRoute === 'tell' ? warning.describe(plan) : undefined;
      const answer =
        brokenRoute === 'ask' ? await warning.ask(plan, await gate.pause(plan)) : undefined;
      if (answer !== undefined && answer !== 'continue') {
        manner.onRouteChosen?.(answer);
        plan = await planRun({ ...options, ...answer }, settings, files, parts.now());
      }
      // One question is enough, whichever of the two it was.
      if (brokenRoute === 'ask' && answer !== 'continue') await askToTry(plan, gate);
      plan = withRegion(plan);
      await runAll(plan, options, manner, reports);
      return ended(reports, plan, warned);
    } catch (error) {
      const failure =
        error instanceof EaselError ? error : new UnexpectedError(reports.length === 0, error);
      log.error('refused', failure);
      if (plan !== undefined && reports.length > 0) return { ...ended(reports, plan), failure };
      return {
        result: refusedResult(failure, vscode.l10n.t, keys.seen(), plan?.gateway),
        failure,
        reports: [],
        ...(plan && { plan }),
      };
    }
  }

  /** Refuses, before anybody is asked anything, a source or a mark that no region can be edited of. */
  async function regionOf(
    { images }: RunPlan,
    { region = [] }: ActionOptions,
  ): Promise<ApplyRegion> {
    const [source] = images;
    if (source === undefined || region.length === 0) return (plan) => plan;
    return await prepareRegion(source.bytes, region, work);
  }

  function ended(reports: readonly RunReport[], plan: RunPlan, warned?: string): ActionReport {
    const failure = reports.find((report) => report.failure)?.failure;
    const { warnings, ...rest } = toResult(reports, plan, vscode.l10n.t);
    const all = [...(warned === undefined ? [] : [warned]), ...warnings];
    const result = clean({ ...rest, warnings: all }, keys.seen());
    return { result, reports, plan, ...(failure ? { failure } : {}) };
  }

  /** One after the other, and none after one that failed: what refused once would refuse, or charge, again. */
  async function runAll(
    plan: RunPlan,
    options: RunOptions,
    {
      showProgress = withProgress,
      kind = 'run',
      brokenRoute = 'tell',
      wrapStore: around,
    }: ActionOptions,
    reports: RunReport[],
  ): Promise<void> {
    const { count = 1 } = options;
    const entry = brokenRoute !== 'tell' ? 'by-hand' : count > 1 ? 'batch' : 'single';
    const title =
      plan.operation === 'edit'
        ? vscode.l10n.t('Editing image')
        : vscode.l10n.t('Generating image');
    await showProgress(title, configuredGatewayName(plan.gateway), async (signal, onProgress) => {
      while (reports.length < count && !reports.at(-1)?.failure) {
        const onSend = (id: string) => {
          if (kind === 'run') void note(() => sentEntry(options, plan, id, noted()));
        };
        const control = { signal, onProgress, onSend, ...(around && { around }) };
        const report = await gate.run(plan, parts, control, entry);
        reports.push(report);
        if (kind === 'run') await noteEnd(plan, options, report);
        await keepBooks(plan, report, kind);
      }
    });
  }

  const noted = () => ({ at: parts.now(), keys: keys.seen() });

  /** Never throws or rejects: a paid run is not another one because it could not be noted down. The history keeps the order. */
  async function note(entry: () => HistoryEntry): Promise<void> {
    try {
      await history.add(entry());
    } catch (error) {
      log.error('history', error);
    }
  }

  async function noteEnd(plan: RunPlan, options: RunOptions, report: RunReport): Promise<void> {
    // What was refused on this side was never sent.
    if (report.failure instanceof CheckError) return;
    await note(() => {
      const told = toResult([report], plan, vscode.l10n.t);
      return historyEntry(options, plan, report, told, noted());
    });
  }

  /** Log and observations. What cannot be noted down changes nothing about the run, which is over and paid for. */
  async function keepBooks(
    plan: RunPlan,
    report: RunReport,
    kind: 'run' | 'retest',
  ): Promise<void> {
    try {
      log.event('run', runFacts(plan, report));
      if (report.failure) log.error('failed', report.failure);
      recent = [traceOf(plan, report, parts.now()), ...recent].slice(0, MOST_RECENT);
      const route = routeOf(plan.gateway, plan.model, plan.operation, parts.now());
      // What was refused on this side says nothing of the route, and asked nobody for anything.
      if (report.failure instanceof CheckError) return;
      await observed.add(observe(route, report, kind, parts.now()));
    } catch (error) {
      log.error('books', error);
    }
  }

  return {
    recent: () => recent,
    act: (options, manner = {}) => {
      const same = identity(options, manner);
      if (same === undefined) return actOnce(options, manner);
      const current = running.get(same);
      if (current !== undefined) return current;
      const action = actOnce(options, manner).finally(() => running.delete(same));
      running.set(same, action);
      return action;
    },
  };
}

/** What makes two actions the same one, whatever the order of their options; what cannot be run is never joined. */
function identity(options: unknown, { region }: ActionOptions): string | undefined {
  try {
    return JSON.stringify([parseRunOptions(options), region]);
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
