import { randomUUID } from 'node:crypto';
import { CheckError, ReplyError } from '../errors.ts';
import {
  breakerPhase,
  reduceBreaker,
  type Breaker,
  type BreakerEvent,
  type BreakerPhase,
} from '../route/breaker/breaker.ts';
import type { BreakerFile } from '../route/breaker/breakerFile.ts';
import { breakerAt, breakerKey } from '../route/breaker/breakers.ts';
import type { RunPlan } from './plan/plan.ts';
import { failureFacts } from './report/observe.ts';
import { run } from './run.ts';
import type { RunControl, RunParts, RunReport } from './runParts.ts';

type RunEnded = Extract<BreakerEvent, { kind: 'ended' }>;

/** When the route failed (`since`) and when it should be tried next (`until`), in ms since 1970. */
export type RoutePause = Pick<Extract<BreakerPhase, { kind: 'open' }>, 'since' | 'until'>;

/**
 * What starts a run: a person who knows about the route, a call with arguments, or one of several requests. On a paused route a
 * `manual` or `single` run goes through as the route's trial; a `batch` waits until the pause is over.
 */
export type RunTrigger = 'manual' | 'single' | 'batch';

/** Holds runs back from a route that has just failed, and learns from the runs it lets through. Shared by all runs of a window. */
export class BreakerGate {
  readonly #breakers: BreakerFile;
  readonly #now: () => number;
  readonly #jitter: () => number;

  /**
   * @param breakers shared by all windows
   * @param now returns ms since 1970
   * @param jitter returns a random number from -1 to 1, so that windows don't retry in step
   */
  constructor(
    breakers: BreakerFile,
    now: () => number,
    jitter: () => number = () => Math.random() * 2 - 1,
  ) {
    this.#breakers = breakers;
    this.#now = now;
    this.#jitter = jitter;
  }

  /** Returns when the route failed and when it should be tried next; undefined if it may be tried now. */
  async pause(plan: RunPlan): Promise<RoutePause | undefined> {
    const key = keyOf(plan);
    const phase = key === undefined ? undefined : await this.#phaseOf(key);
    return phase?.kind === 'open' && !phase.busy ? phase : undefined;
  }

  /** Tells whether the next run on a route is its trial, which decides whether others may follow. */
  async needsTrial(plan: RunPlan): Promise<boolean> {
    const key = keyOf(plan);
    return key !== undefined && (await this.#phaseOf(key)).kind !== 'closed';
  }

  /** Performs a run if its route may be tried. A run that is held back ends as `route_unavailable`, and nothing is sent. */
  async run(
    plan: RunPlan,
    parts: RunParts,
    control: RunControl,
    trigger: RunTrigger,
  ): Promise<RunReport> {
    const key = keyOf(plan);
    if (key === undefined) return await run(plan, parts, control);
    let isTrial: boolean;
    try {
      isTrial = await this.#admit(key, plan, trigger);
    } catch (error) {
      if (!(error instanceof CheckError)) throw error;
      return heldBack(hostOf(plan), error);
    }
    const report = await run(plan, parts, control);
    // The run is over and paid for: a breaker that can't be written must not take its report away.
    const nextTryAt = await this.#learn(key, report, isTrial).catch(() => undefined);
    const { failure } = report;
    if (nextTryAt === undefined || !(failure instanceof ReplyError)) return report;
    const problem = { ...failure.problem, nextTryAt };
    return { ...report, failure: new ReplyError(failure.host, failure.model, problem) };
  }

  async #phaseOf(key: string): Promise<BreakerPhase> {
    return breakerPhase(breakerAt(await this.#breakers.read(), key), this.#now());
  }

  /** Returns whether this run is the route's trial. @throws CheckError `route-paused` */
  async #admit(key: string, plan: RunPlan, trigger: RunTrigger): Promise<boolean> {
    const phase = await this.#phaseOf(key);
    if (phase.kind === 'closed') return false;
    const { since } = phase;
    const until = phase.kind === 'open' ? phase.until : this.#now();
    const facts = { host: hostOf(plan), model: plan.modelId, since, until };
    const refusal = (isBusy: boolean) => new CheckError({ kind: 'route-paused', ...facts, isBusy });
    if (phase.kind === 'open' && trigger === 'batch') throw refusal(phase.busy);
    const isRefused = (await this.#claimTrial(key, plan.timeoutMs)) === 'refused';
    if (isRefused && (await this.#phaseOf(key)).kind !== 'closed') throw refusal(true);
    return !isRefused;
  }

  /** A breaker that can't be written must not hold a run back. */
  async #claimTrial(key: string, timeoutMs: number): Promise<'taken' | 'refused' | 'unwritten'> {
    const at = this.#now();
    const trial: { claim: 'taken' | 'refused' | 'unwritten' } = { claim: 'unwritten' };
    const claimIfFree = (breaker: Breaker): Breaker => {
      const current = breakerPhase(breaker, at);
      trial.claim = current.kind === 'closed' || current.busy ? 'refused' : 'taken';
      if (trial.claim === 'refused') return breaker;
      return reduceBreaker(breaker, { kind: 'trial', at, until: at + timeoutMs }, 0);
    };
    await this.#breakers.change(key, claimIfFree, at);
    return trial.claim;
  }

  /** Teaches the breaker how a run ended. Returns when the route should be tried next, if not now. */
  async #learn(key: string, report: RunReport, trial: boolean): Promise<number | undefined> {
    const at = this.#now();
    const event = { kind: 'ended', at, ...endOf(report), trial } as const;
    const random = this.#jitter();
    await this.#breakers.change(key, (breaker) => reduceBreaker(breaker, event, random), at);
    const phase = await this.#phaseOf(key);
    return phase.kind === 'open' ? phase.until : undefined;
  }
}

/** Practice has no breaker: it has no address of its own, and no server behind it that needs a rest. */
function keyOf({ gateway, modelId }: RunPlan): string | undefined {
  if (gateway.baseUrl === undefined) return undefined;
  return breakerKey(new URL(gateway.baseUrl).origin, modelId);
}

function hostOf({ gateway }: RunPlan): string {
  return new URL(gateway.baseUrl ?? '').host;
}

function endOf({ failure }: RunReport): Omit<RunEnded, 'kind' | 'at' | 'trial'> {
  if (failure === undefined) return { outcome: 'saved' };
  // A run that Easel refused says nothing about the route.
  if (failure instanceof CheckError) return { outcome: 'cancelled' };
  const wait = failure instanceof ReplyError ? failure.problem.retryAfterMs : undefined;
  return {
    outcome: failure.outcome,
    ...failureFacts(failure),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
}

function heldBack(host: string, failure: CheckError): RunReport {
  return {
    id: randomUUID(),
    host,
    saved: [],
    files: [],
    images: [],
    warnings: [],
    failure,
    tookMs: 0,
  };
}
