import { randomUUID } from 'node:crypto';
import { CheckError, ReplyError } from '../errors.ts';
import {
  breakerPhase,
  reduceBreaker,
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

/** Holds runs back from a route that has just failed, and learns from the runs it lets through. */
export interface BreakerGate {
  /** Returns when the route failed and when it should be tried next; undefined if it may be tried now. */
  readonly pause: (plan: RunPlan) => Promise<RoutePause | undefined>;
  /** Performs a run if its route may be tried. A run that is held back ends as `route_unavailable`, and nothing is sent. */
  readonly run: (
    plan: RunPlan,
    parts: RunParts,
    control: RunControl,
    trigger: RunTrigger,
  ) => Promise<RunReport>;
}

/** When the route failed (`since`) and when it should be tried next (`until`), in ms since 1970. */
export type RoutePause = Pick<Extract<BreakerPhase, { kind: 'open' }>, 'since' | 'until'>;

/**
 * What starts a run: a person who knows about the route, a call with arguments, or one of several requests. On a paused route a
 * `manual` or `single` run goes through as the route's trial; a `batch` waits until the pause is over.
 */
export type RunTrigger = 'manual' | 'single' | 'batch';

/**
 * Creates the gate in front of all runs of a window.
 *
 * @param breakers shared by all windows
 * @param now returns ms since 1970
 * @param jitter returns a random number from -1 to 1, so that windows don't retry in step
 */
export function createBreakerGate(
  breakers: BreakerFile,
  now: () => number,
  jitter: () => number = () => Math.random() * 2 - 1,
): BreakerGate {
  const phaseOf = async (key: string) => breakerPhase(breakerAt(await breakers.read(), key), now());

  /** Returns whether this run is the route's trial. @throws CheckError `route-paused` */
  async function admit(
    key: string,
    host: string,
    trigger: RunTrigger,
    mostMs: number,
  ): Promise<boolean> {
    const phase = await phaseOf(key);
    if (phase.kind === 'closed') return false;
    const { since } = phase;
    const until = phase.kind === 'open' ? phase.until : now();
    const refusal = (isBusy: boolean) =>
      new CheckError({ kind: 'route-paused', host, since, until, isBusy });
    if (phase.kind === 'open' && trigger === 'batch') throw refusal(phase.busy);
    // A breaker that can't be written must not hold a run back.
    let claim: 'taken' | 'refused' | 'unwritten' = 'unwritten';
    const at = now();
    await breakers.change(
      key,
      (breaker) => {
        const current = breakerPhase(breaker, at);
        claim = current.kind === 'closed' || current.busy ? 'refused' : 'taken';
        if (claim === 'refused') return breaker;
        return reduceBreaker(breaker, { kind: 'trial', at, until: at + mostMs }, 0);
      },
      at,
    );
    if (isRefused(claim) && (await phaseOf(key)).kind !== 'closed') throw refusal(true);
    return !isRefused(claim);
  }

  /** Teaches the breaker how a run ended. Returns when the route should be tried next, if not now. */
  async function learn(
    key: string,
    report: RunReport,
    trial: boolean,
  ): Promise<number | undefined> {
    const at = now();
    const event = { kind: 'ended', at, ...endOf(report), trial } as const;
    const random = jitter();
    await breakers.change(key, (breaker) => reduceBreaker(breaker, event, random), at);
    const phase = await phaseOf(key);
    return phase.kind === 'open' ? phase.until : undefined;
  }

  return {
    pause: async (plan) => {
      const key = keyOf(plan);
      const phase = key === undefined ? undefined : await phaseOf(key);
      return phase?.kind === 'open' && !phase.busy ? phase : undefined;
    },
    run: async (plan, parts, control, trigger) => {
      const key = keyOf(plan);
      if (key === undefined) return await run(plan, parts, control);
      const host = new URL(plan.gateway.baseUrl ?? '').host;
      let trial: boolean;
      try {
        trial = await admit(key, host, trigger, plan.timeoutMs);
      } catch (error) {
        if (!(error instanceof CheckError)) throw error;
        return heldBack(host, error);
      }
      const report = await run(plan, parts, control);
      // The run is over and paid for: a breaker that can't be written must not take its report away.
      const nextTryAt = await learn(key, report, trial).catch(() => undefined);
      const { failure } = report;
      if (nextTryAt === undefined || !(failure instanceof ReplyError)) return report;
      const problem = { ...failure.problem, nextTryAt };
      return { ...report, failure: new ReplyError(failure.host, failure.model, problem) };
    },
  };
}

/** Hides from the compiler that `claim` still has its first value: it doesn't see the callback assign it. */
function isRefused(claim: string): boolean {
  return claim === 'refused';
}

/** Practice has no breaker: it has no address of its own, and no server behind it that needs a rest. */
function keyOf({ gateway, modelId }: RunPlan): string | undefined {
  if (gateway.baseUrl === undefined) return undefined;
  return breakerKey(new URL(gateway.baseUrl).origin, modelId);
}

function endOf({ images, failure }: RunReport): Omit<RunEnded, 'kind' | 'at' | 'trial'> {
  // Images arrived, so the route works, even if their files could not be written.
  if (failure === undefined || images.length > 0) return { outcome: 'saved' };
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
