import { BrokenError, ConnectError, ReplyError, type EaselError } from '../../errors.ts';
import { redact } from '../../text/redact.ts';
import type { RunReport } from '../runParts.ts';
import type { Observation } from '../../route/observations.ts';
import type { Route } from '../../route/route.ts';

/** A gateway's code is one word. Anything else may be a sentence, which must not be stored. */
const CODE = /^[\w:.-]{1,60}$/;

/**
 * Returns what a run or a retest shows about its route.
 *
 * @param at when it ended, in ms since 1970
 */
export function observe(
  { gateway, model, operation }: Route,
  { images, failure, tookMs }: Pick<RunReport, 'images' | 'failure' | 'tookMs'>,
  kind: 'run' | 'retest',
  at: number,
): Observation {
  const image = images[0];
  return {
    at,
    gateway,
    model,
    operation,
    kind,
    outcome: failure?.outcome ?? (image === undefined ? 'no_image' : 'saved'),
    latencyMs: Math.max(0, tookMs),
    ...(image === undefined ? {} : { shape: image.shape }),
    ...(failure === undefined ? {} : failureFacts(failure)),
  };
}

/** Returns what `GET /v1beta/models` shows about an id: that the gateway lists it, not that it works. @param at in ms since 1970 */
export function observeProbe(
  { gateway, model }: Pick<Route, 'gateway' | 'model'>,
  listed: boolean,
  latencyMs: number,
  at: number,
): Observation {
  const outcome = listed ? 'listed' : 'not_listed';
  return { at, gateway, model, kind: 'probe', outcome, latencyMs: Math.max(0, latencyMs) };
}

/** Returns a failure's HTTP status and its code, if it has them and the code is safe to store. */
export function failureFacts(failure: EaselError): Pick<Observation, 'status' | 'code'> {
  const status = failure instanceof ReplyError ? failure.problem.status : undefined;
  const code = codeOf(failure);
  return {
    ...(status === undefined ? {} : { status }),
    ...(code === undefined || !CODE.test(code) || redact(code, []) !== code ? {} : { code }),
  };
}

function codeOf(failure: EaselError): string | undefined {
  if (failure instanceof ReplyError) return failure.problem.code ?? failure.problem.reason;
  if (failure instanceof ConnectError || failure instanceof BrokenError) return failure.code;
  return undefined;
}
