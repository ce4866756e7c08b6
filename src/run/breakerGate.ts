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
import { failureFacts } from './report/observe.ts';
import type { RunPlan } from './plan/plan.ts';
import { run } from './run.ts';
import { type RunControl, type RunParts, type RunReport } from './runParts.ts';

type Ended = Extract<BreakerEvent, { kind: 'ended' }>;

/** Lets runs through to a route, or keeps them from one that has just said no. */
export interface BreakerGate {
  /** When the route said no and when the next try makes sense, in ms since 1970; undefined: it may be tried. */
  readonly pause: (plan: RunPlan) => Promise<RoutePause | undefined>;
  /** {@link run}, if the route may be tried; what is kept back ends as `route_unavailable`, and nothing is sent. */
  readonly run: (
    plan: RunPlan,
    parts: RunParts,
    control: RunControl,
    entry: RunTrigger,
  ) => Promise<RunReport>;
}

export type RoutePause = Pick<Extract<BreakerPhase, { kind: 'open' }>, 'since' | 'until'>;

/**
 * Who comes: the user by hand, a run with arguments, or one of several. By hand and with arguments one run goes through as the
 * trial of an open breaker; several wait until its time is over.
 */
export type RunTrigger = 'by-hand' | 'single' | 'batch';

/** @param jitter from -1 to 1, drawn anew each time */
export function createBreakerGate(
  breakers: BreakerFile,
  now: () => number,
  jitter: () => number = () => Math.random() * 2 - 1,
): BreakerGate {
  const phaseOf = async (key: string) => breakerPhase(breakerAt(await breakers.read(), key), now());

  /** @returns whether this run is the trial. @throws CheckError `route-paused` */
  async function enter(
    key: string,
    host: string,
    entry: RunTrigger,
    mostMs: number,
  ): Promise<boolean> {
    const phase = await phaseOf(key);
    if (phase.kind === 'closed') return false;
    const { since } = phase;
    const until = phase.kind === 'open' ? phase.until : now();
    const refusal = (isBusy: boolean) =>
      new CheckError({ kind: 'route-paused', host, since, until, isBusy });
    if (phase.kind === 'open' && entry === 'batch') throw refusal(phase.busy);
    // Where the file cannot be written, nobody holds a run back.
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

  /** @returns when the next try makes sense, if not now */
  async function leave(
    key: string,
    report: RunReport,
    trial: boolean,
  ): Promise<number | undefined> {
    const at = now();
    const event = { kind: 'ended', at, ...endOf(report), trial } as const;
    const drawn = jitter();
    await breakers.change(key, (breaker) => reduceBreaker(breaker, event, drawn), at);
    const phase = await phaseOf(key);
    return phase.kind === 'open' ? phase.until : undefined;
  }

  return {
    pause: async (plan) => {
      const key = keyOf(plan);
      const phase = key === undefined ? undefined : await phaseOf(key);
      return phase?.kind === 'open' && !phase.busy ? phase : undefined;
    },
    run: async (plan, parts, control, entry) => {
      const key = keyOf(plan);
      if (key === undefined) return await run(plan, parts, control);
      const host = new URL(plan.gateway.baseUrl ?? '').host;
      let trial: boolean;
      try {
        trial = await enter(key, host, entry, plan.timeoutMs);
      } catch (error) {
        if (!(error instanceof CheckError)) throw error;
        return keptBack(host, error);
      }
      const report = await run(plan, parts, control);
      // The run is over and paid for: a breaker that cannot be written does not take its report away.
      const nextTryAt = await leave(key, report, trial).catch(() => undefined);
      const { failure } = report;
      if (nextTryAt === undefined || !(failure instanceof ReplyError)) return report;
      const problem = { ...failure.problem, nextTryAt };
      return { ...report, failure: new ReplyError(failure.host, failure.model, problem) };
    },
  };
}

/** The compiler does not see that a callback has assigned it. */
function isRefused(claim: string): boolean {
  return claim === 'refused';
}

/** Practice has no address of its own and no upstream that could do with a rest. */
function keyOf({ gateway, modelId }: RunPlan): string | undefined {
  if (gateway.baseUrl === undefined) return undefined;
  return breakerKey(new URL(gateway.baseUrl).origin, modelId);
}

function endOf({ images, failure }: RunReport): Omit<Ended, 'kind' | 'at' | 'trial'> {
  // Paid images are here, whatever became of their files.
  if (failure === undefined || images.length > 0) return { outcome: 'saved' };
  // What was refused on this side says nothing of the other.
  if (failure instanceof CheckError) return { outcome: 'cancelled' };
  const wait = failure instanceof ReplyError ? failure.problem.retryAfterMs : undefined;
  return {
    outcome: failure.outcome,
    ...failureFacts(failure),
    ...(wait === undefined ? {} : { retryAfterMs: wait }),
  };
}

function keptBack(host: string, failure: CheckError): RunReport {
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
