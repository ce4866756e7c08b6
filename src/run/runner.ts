import { CheckError, EaselError, UnexpectedError } from '../errors.ts';
import { describeSent } from '../messages/sent.ts';
import { configuredGatewayName } from '../text/gatewayName.ts';
import { askConsent, routeHandling } from './consent/askConsent.ts';
import { routeRequestOf } from './consent/routeCheck.ts';
import { isProven, shouldWarn } from '../route/status.ts';
import type { RunTrigger } from './breakerGate.ts';
import { actionKey, Joins } from './joins.ts';
import { MAX_PARALLEL, runInParallel } from './parallel.ts';
import { resolveLocations } from './plan/locations.ts';
import { parseRunOptions, type RunOptions } from './plan/options.ts';
import { planRun, type RunPlan } from './plan/plan.ts';
import { preparePlan } from './plan/prepare.ts';
import { applyFinalFile } from './finish/applyFinalFile.ts';
import { prepareRegion, type ApplyRegion } from './plan/region.ts';
import { RunRecorder, type RecordedAction } from './recordRuns.ts';
import type { Settings } from './plan/settings.ts';
import { checkResult } from './report/checkResult.ts';
import type { RunTrace } from './report/diagnostics.ts';
import { endedPlan } from './report/endedPlan.ts';
import type { RequestProgress, ShowProgress } from './report/progress.ts';
import { mainFailure, redactResult, refusedResult, toResult } from './report/result.ts';
import type { ActionOptions, ActionReport, RunnerParts } from './runnerParts.ts';
import type { RunControl, RunReport } from './runParts.ts';

/**
 * Runs actions for every surface: commands, the panel, other extensions, and agents.
 *
 * One action is one click, call, or tool use. It passes through these steps, and what fails in one ends it:
 *
 * 1. join: the same action that is in progress already
 * 2. trust and parse: Restricted Mode sends nothing; options from outside become RunOptions
 * 3. plan: options and settings become a request, a target, and a name; files become what the model takes
 * 4. region: a mark that can't be edited is refused
 * 5. consent: a person agrees to what only a person can decide
 * 6. final file: an exact size or a transparent background, as the request asks for it and the file gets it
 * 7. run: one paid POST per image, several at once, each past the route's gate, until one fails
 * 8. record: history, observations, log; meanwhile look at the images, and add what the user should know about them
 * 9. result: the public RunResult, without a key in it
 */
export class Runner {
  readonly #parts: RunnerParts;
  readonly #joins = new Joins<ActionReport>();
  readonly #recorder: RunRecorder;

  constructor(parts: RunnerParts) {
    this.#parts = parts;
    this.#recorder = new RunRecorder(parts);
  }

  /**
   * Performs one action. Never rejects: an action that fails has a `failure` in its report.
   *
   * @param options RunOptions; from outside, they can be anything
   */
  perform(options: unknown, surface: ActionOptions = {}): Promise<ActionReport> {
    return this.#joins.join(actionKey(options, surface.region), () =>
      this.#perform(options, surface),
    );
  }

  /** Returns the last runs of this window, the newest first. */
  recent(): readonly RunTrace[] {
    return this.#recorder.recent();
  }

  async #perform(value: unknown, surface: ActionOptions): Promise<ActionReport> {
    let plan: RunPlan | undefined;
    let options: RunOptions | undefined;
    // Filled while the action runs, because a paid run counts even if something fails after it.
    const reports: RunReport[] = [];
    try {
      // A command that is hidden in Restricted Mode can still be called.
      if (!this.#parts.isTrusted()) throw new CheckError({ kind: 'restricted-mode' });
      options = await this.#resolve(parseRunOptions(value));
      const settings = this.#settings(options, surface);
      const planFor = this.#planner(options, surface, settings);
      plan = await planFor();
      const applyRegion = await this.#region(plan, surface, settings);
      const agreement = await askConsent(plan, surface, this.#parts, planFor);
      plan = await applyFinalFile(applyRegion(agreement.plan), {
        assets: this.#parts.assets,
        isLabeled: settings.provenance,
      });
      const action: RecordedAction = { options, plan, kind: surface.kind ?? 'run' };
      await this.#runEach(action, surface, reports, (report, request) => {
        surface.onRequestEnded?.(this.#report([report], action.plan, agreement.warning), request);
      });
      return { ...this.#report(reports, plan, agreement.warning), options };
    } catch (error) {
      return { ...this.#failed(error, reports, plan), ...(options && { options }) };
    }
  }

  #settings({ images, target }: RunOptions, { isAsReceived, kind }: ActionOptions): Settings {
    const settings = this.#parts.settings(images?.[0] ?? target);
    return isAsReceived || kind === 'retest' ? { ...settings, format: 'as-is' } : settings;
  }

  /** Turns paths into URIs. @throws CheckError `not-found`, `no-folder` */
  async #resolve(options: RunOptions): Promise<RunOptions> {
    const { places, kind } = this.#parts.files;
    return places === undefined ? options : await resolveLocations(options, { ...places(), kind });
  }

  /** Returns a function that plans the action, on the route of its options or on another. All plans share one look at the settings. */
  #planner(
    options: RunOptions,
    { readImage }: ActionOptions,
    current: Settings,
  ): (route?: Partial<RunOptions>) => Promise<RunPlan> {
    const { runParts, pixels } = this.#parts;
    const files = { ...this.#parts.files, ...(readImage && { read: readImage }) };
    return async (route) => {
      const plan = await planRun({ ...options, ...route }, current, files, runParts.now());
      return await preparePlan(plan, options, current, pixels);
    };
  }

  /**
   * Prepares an edit of a marked region. This refuses a source or a mark that can't be edited before anybody is asked anything.
   *
   * @throws CheckError `no-pixels`, `no-mark`
   */
  async #region(
    { images }: RunPlan,
    { region = [] }: ActionOptions,
    { provenance }: Settings,
  ): Promise<ApplyRegion> {
    const [source] = images;
    if (source === undefined || region.length === 0) return (plan) => plan;
    const { bytes } = source.prepared?.source ?? source;
    return await prepareRegion(bytes, region, this.#parts.pixels, provenance);
  }

  /**
   * Sends the requests of an action, several at once. After a failure or a cancel no further one starts: what was refused once
   * would be refused, or charged, again.
   *
   * @param ended receives the report of each request when it ends
   */
  async #runEach(
    action: RecordedAction,
    surface: ActionOptions,
    reports: RunReport[],
    ended: (report: RunReport, request: number) => void,
  ): Promise<void> {
    const { localization } = this.#parts;
    const { plan, options } = action;
    const { count = 1 } = options;
    const { t } = localization();
    const what = plan.operation === 'edit' ? t('Editing image') : t('Generating image');
    const title = [what, ...describeSent(plan.images, t)].join(' · ');
    const gateway = configuredGatewayName(plan.gateway);
    const isFirstAlone = count > 1 && (await this.#isDoubtful(plan));
    const showProgress = surface.showProgress ?? this.#parts.showProgress ?? withoutProgress;
    await showProgress({ title, gateway, count }, async (signal, onProgress) => {
      const run = async (request: number): Promise<void> => {
        const show = (progress: RequestProgress) => {
          onProgress(progress, request);
        };
        show({ phase: 'started' });
        const report = await this.#send(action, surface, request, { signal, onProgress: show });
        // Before the check: a paid run counts and is recorded, even if the check takes long or the window closes meanwhile.
        const place = reports.push(report) - 1;
        const recorded = this.#recorder.ended(action, report);
        const checked = await this.#check(action, report, signal);
        reports[place] = checked;
        show({ phase: report.failure ? 'failed' : 'done' });
        const warned = checked === report ? undefined : this.#recorder.warned(action, checked);
        // The picture doesn't wait for a long history.
        ended(checked, request);
        await Promise.all([recorded, warned]);
      };
      const mayStart = () => !signal.aborted && !reports.some(({ failure }) => failure);
      await runInParallel({ count, run, mayStart, isFirstAlone });
    });
  }

  /**
   * Tells whether the first request of several goes alone: on a route that has failed, or not worked yet, it shows whether the
   * others make sense. Each may be charged, even if the answer is a task or nothing that Easel can use.
   */
  async #isDoubtful(plan: RunPlan): Promise<boolean> {
    const { gate, routes } = this.#parts;
    const { status } = routes.route(routeRequestOf(plan));
    return !isProven(status) || shouldWarn(status) || (await gate.needsTrial(plan));
  }

  /** Sends one request of an action, past the route's gate. */
  async #send(
    action: RecordedAction,
    surface: ActionOptions,
    request: number,
    control: RunControl,
  ): Promise<RunReport> {
    const { gate, runParts } = this.#parts;
    const { wrapStore } = surface;
    const all: RunControl = {
      ...control,
      atOnce: Math.min(MAX_PARALLEL, action.options.count ?? 1),
      beforeSend: (id) => this.#recorder.sending(action, id),
      ...(wrapStore && { wrapStore: (store) => wrapStore(store, request) }),
    };
    return await gate.run(action.plan, runParts, all, triggerOf(surface, action.options.count));
  }

  /** Returns the report with warnings about its images. */
  async #check(action: RecordedAction, report: RunReport, signal: AbortSignal): Promise<RunReport> {
    // A retest is about the route, and its result is a sample.
    if (action.kind === 'retest') return report;
    const { files, checks } = this.#parts;
    const found = await checkResult(action.plan, report, { files, pixels: checks }, { signal });
    if (found.length === 0) return report;
    return { ...report, warnings: [...report.warnings, ...found] };
  }

  #report(reports: readonly RunReport[], plan: RunPlan, warning?: string): ActionReport {
    const { localization, keys } = this.#parts;
    const failure = mainFailure(reports);
    const { warnings, ...rest } = toResult(reports, plan, localization().t);
    const all = [...(warning === undefined ? [] : [warning]), ...warnings];
    const result = redactResult({ ...rest, warnings: all }, keys());
    return { result, reports, plan: endedPlan(plan), ...(failure && { failure }) };
  }

  #failed(error: unknown, reports: readonly RunReport[], plan: RunPlan | undefined): ActionReport {
    const isBeforeSending = reports.length === 0;
    const failure =
      error instanceof EaselError ? error : new UnexpectedError(isBeforeSending, error);
    this.#recorder.error('refused', failure);
    if (plan !== undefined && !isBeforeSending) return { ...this.#report(reports, plan), failure };
    const { localization, keys } = this.#parts;
    const result = refusedResult(failure, localization().t, keys(), plan?.gateway);
    return { result, failure, reports: [], ...(plan && { plan: endedPlan(plan) }) };
  }
}

/** A user who was asked, or has read the problem, may try a paused route. A batch without a user waits. */
function triggerOf(surface: ActionOptions, count = 1): RunTrigger {
  if (routeHandling(surface) !== 'tell') return 'manual';
  return count > 1 ? 'batch' : 'single';
}

const withoutProgress: ShowProgress = (_action, work) =>
  work(new AbortController().signal, () => undefined);
