import { listGateways } from '../../catalog/configuredGateways.ts';
import type { Gateway } from '../../catalog/gateways.ts';
import { BrokenError, ConnectError, ReplyError, type Charge, type Outcome } from '../../errors.ts';
import { sanitize } from '../../text/sanitize.ts';
import { chargeAt } from '../../messages/message.ts';
import type { RunPlan } from '../plan/plan.ts';
import { redact } from '../../text/redact.ts';
import type { RunReport } from '../runParts.ts';

/** The facts of a run that an issue report may contain: no prompt, key, image, path, or text of a gateway. */
export interface RunTrace {
  /** When it ended, in ms since 1970. */
  readonly at: number;
  readonly operation: RunPlan['operation'];
  /** The gateway's id and host. */
  readonly gateway: string;
  readonly host: string;
  /** The id at the gateway. */
  readonly model: string;
  readonly outcome: Outcome;
  readonly charge?: Charge;
  /** Status and code words of a failure. */
  readonly why: readonly string[];
  readonly tookMs: number;
  readonly requestId?: string;
  /** Type, size in px and in bytes. */
  readonly images: readonly string[];
}

/** Returns the facts of a run that has ended. @param at when, in ms since 1970 */
export function traceOf(plan: RunPlan, report: RunReport, at: number): RunTrace {
  const { failure, reply, images, host, tookMs } = report;
  const problem = failure instanceof ReplyError ? failure.problem : undefined;
  const requestId = problem?.requestId ?? reply?.requestId;
  return {
    at,
    operation: plan.operation,
    gateway: plan.gateway.id,
    host,
    model: plan.modelId,
    outcome: failure?.outcome ?? 'saved',
    ...(failure === undefined ? {} : { charge: chargeAt(failure.charge, plan.gateway) }),
    why: whyOf(failure),
    tookMs,
    ...(requestId === undefined ? {} : { requestId }),
    images: images.map(
      ({ shape, size, facts }) => `${facts.type} ${facts.width}x${facts.height} ${size} B ${shape}`,
    ),
  };
}

function whyOf(failure: RunReport['failure']): readonly string[] {
  if (failure instanceof ReplyError) {
    const { kind, status, code, reason } = failure.problem;
    return [kind, String(status), code, reason].filter((word) => word !== undefined);
  }
  if (failure instanceof ConnectError) return [failure.reason, failure.code];
  if (failure instanceof BrokenError) return [failure.phase, failure.why, failure.code];
  return failure === undefined ? [] : [failure.name];
}

/** Settings that hold the user's own words or paths: the report only says that they are set. */
const OWN_WORDS = new Set([
  'systemInstruction',
  'output.fileName',
  'output.folder',
  'safetySettings',
]);

/**
 * Returns the text that `Easel: Copy Diagnostics` puts on the clipboard.
 *
 * @param versions by name
 * @param changed settings that differ from their defaults, by name without `easel.`
 * @param runs the newest first
 * @param keys every key in use; none of them is in the text
 */
export function diagnostics(
  versions: Readonly<Record<string, string>>,
  changed: Readonly<Record<string, unknown>>,
  runs: readonly RunTrace[],
  keys: readonly string[],
): string {
  // Before any text is cut: half a key would no longer be found.
  const clean = (text: string) => sanitize(redact(text, keys), 120);
  const settings = Object.entries(changed).map(
    ([name, value]) => `- easel.${name}: ${clean(settingText(name, value))}`,
  );
  const lines = [
    '## Easel diagnostics',
    ...Object.entries(versions).map(([name, version]) => `- ${name}: ${clean(version)}`),
    '### Settings that differ from the defaults',
    ...(settings.length > 0 ? settings : ['- none']),
    '### Last runs, the newest first',
    ...(runs.length > 0 ? runs.map((run) => runText(run, clean)) : ['- none']),
  ];
  return `${lines.join('\n')}\n`;
}

function settingText(name: string, value: unknown): string {
  if (name === 'gateways') {
    const { gateways, problems } = listGateways(value);
    const builtIn = new Set(listGateways([]).gateways.map((gateway) => JSON.stringify(gateway)));
    const own = gateways.filter((gateway) => !builtIn.has(JSON.stringify(gateway)));
    const entries = own.map(
      ({ id, auth, api, baseUrl, headers }) =>
        `${id} (${[auth, api, hostOf(baseUrl), headerNames(headers)].filter(Boolean).join(', ')})`,
    );
    return [...entries, ...(problems.length > 0 ? [`${problems.length} not valid`] : [])].join(
      ', ',
    );
  }
  if (OWN_WORDS.has(name)) return 'set';
  return JSON.stringify(value);
}

/** Names only: a value can be a secret that the user put into the settings. */
function headerNames(headers: Gateway['headers'] = {}): string {
  const names = Object.keys(headers);
  return names.length === 0 ? '' : `headers ${names.join(' ')}`;
}

function hostOf(baseUrl: string | undefined): string {
  return baseUrl === undefined ? 'no address' : new URL(baseUrl).host;
}

function runText(run: RunTrace, clean: (text: string) => string): string {
  const { at, operation, gateway, host, model, outcome, charge, why, tookMs, requestId } = run;
  const facts = [
    new Date(at).toISOString(),
    operation,
    `${gateway} (${host})`,
    model,
    outcome,
    ...(charge === undefined ? [] : [`charged: ${charge}`]),
    ...why,
    `${tookMs} ms`,
    ...(requestId === undefined ? [] : [`request ${requestId}`]),
    ...run.images,
  ];
  return `- ${facts.map(clean).join(' · ')}`;
}
