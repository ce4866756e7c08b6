import { setTimeout as sleep } from 'node:timers/promises';
import { CheckError } from '../errors.ts';
import { routeOf } from '../route/route.ts';
import type { RunOptions } from './plan/options.ts';
import type { RunPlan } from './plan/plan.ts';
import { traceOf, type RunTrace } from './report/diagnostics.ts';
import { endEntry, sentEntry, type RecordedRun } from './report/historyRecord.ts';
import { runFacts } from './report/log.ts';
import { observe } from './report/observe.ts';
import { observedOrigin } from '../route/observations.ts';
import { toResult } from './report/result.ts';
import type { RunnerParts } from './runnerParts.ts';
import type { RunReport } from './runParts.ts';

/** How many runs the diagnostics list. */
const MAX_RECENT = 10;
/** In ms. A history that another window keeps locked must not hold up a run. */
const MAX_WAIT_MS = 1000;

/** An action whose runs are recorded. */
export interface RecordedAction {
  readonly options: RunOptions;
  readonly plan: RunPlan;
  readonly kind: 'run' | 'retest';
}

type RecordParts = Pick<
  RunnerParts,
  'runParts' | 'keys' | 'localization' | 'history' | 'observations' | 'log'
>;

/**
 * Records runs in the history, as observations of their routes, in the log, and for diagnostics.
 *
 * No method rejects or throws, because a failure to record a run must not change its outcome.
 */
export class RunRecorder {
  readonly #parts: RecordParts;
  #recent: readonly RunTrace[] = [];

  constructor(parts: RecordParts) {
    this.#parts = parts;
  }

  /** Returns the last runs of this window, the newest first. */
  recent(): readonly RunTrace[] {
    return this.#recent;
  }

  /**
   * Adds a run to the history just before its POST, so that it is there if the window closes before the run ends. Returns when it
   * is written, and after a second at the latest.
   *
   * @param id the run's id
   */
  async sending(action: RecordedAction, id: string): Promise<void> {
    if (action.kind === 'retest') return;
    const written = this.#attempt('history', () =>
      this.#parts.history.add(sentEntry(this.#recordOf(action), id)),
    );
    await Promise.race([written, sleep(MAX_WAIT_MS, undefined, { ref: false })]);
  }

  /** Records how a run ended. A run that Easel refused before sending goes only to the log and the diagnostics. */
  async ended(action: RecordedAction, report: RunReport): Promise<void> {
    const { runParts, log, observations } = this.#parts;
    const { plan, kind } = action;
    const isRefused = report.failure instanceof CheckError;
    if (!isRefused && kind !== 'retest') await this.#addEnd(action, report);
    await this.#attempt('log', async () => {
      log.event('Run', runFacts(plan, report));
      if (report.failure) log.error('Run failed', report.failure);
    });
    await this.#attempt('diagnostics', async () => {
      this.#recent = [traceOf(plan, report, runParts.now()), ...this.#recent].slice(0, MAX_RECENT);
    });
    await this.#attempt('observations', async () => {
      if (isRefused) return;
      const route = routeOf(plan.gateway, plan.model, plan.operation, runParts.now());
      const observation = observe(route, report, kind, runParts.now());
      await observations.add({ ...observation, ...observedOrigin(plan.gateway) });
    });
  }

  /** Records warnings that were found after the run ended. */
  async warned(action: RecordedAction, report: RunReport): Promise<void> {
    if (action.kind !== 'retest') await this.#addEnd(action, report);
  }

  /** Logs an error. */
  error(name: string, error: unknown): void {
    try {
      this.#parts.log.error(name, error);
    } catch {
      // A log that can't write must not change the action's outcome.
    }
  }

  async #addEnd(action: RecordedAction, report: RunReport): Promise<void> {
    const { history, localization } = this.#parts;
    await this.#attempt('history', async () => {
      const result = toResult([report], action.plan, localization().t);
      await history.add(endEntry(this.#recordOf(action), report, result));
    });
  }

  #recordOf({ options, plan }: RecordedAction): RecordedRun {
    return { options, plan, at: this.#parts.runParts.now(), keys: this.#parts.keys() };
  }

  async #attempt(name: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      this.error(name, error);
    }
  }
}
