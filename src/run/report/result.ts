import type { EaselError, Outcome } from '../../errors.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { GatewayIdentity } from '../../text/gatewayName.ts';
import type { Translate } from '../../text/translate.ts';
import { describe, describeWarning } from '../../messages/messages.ts';
import type { RunResult } from '../plan/options.ts';
import type { RunPlan } from '../plan/plan.ts';
import { redact } from '../../text/redact.ts';
import type { RunReport } from '../runParts.ts';

/** Puts the reports of one action into the public result. Something saved makes it `saved`. */
export function toResult(reports: readonly RunReport[], plan: RunPlan, t: Translate): RunResult {
  const saved = reports.flatMap((report) => [...report.saved]);
  const failure = reports.find((report) => report.failure)?.failure;
  const route = routeName(plan.modelId, plan.gateway.label);
  const warnings = reports.flatMap((report) =>
    report.warnings.map((warning) => describeWarning(warning, route, t)),
  );
  const outcome: Outcome = saved.length > 0 ? 'saved' : (failure?.outcome ?? 'no_image');
  const usage = reports.find((report) => report.reply?.usage)?.reply?.usage;
  return {
    outcome,
    saved,
    ...(failure === undefined
      ? {}
      : { message: describe(failure, t, { gateway: plan.gateway }).text }),
    warnings: [...new Set(warnings)],
    ...(usage === undefined ? {} : { usage }),
    runs: reports.map(({ id }) => id),
  };
}

/** What made an image, for eyes. @param label the gateway's; undefined: nobody knows it anymore */
export function routeName(modelId: string, label: string | undefined): string {
  return sanitize(label === undefined ? modelId : `${modelId} (${label})`, 120);
}

/** The result of an action that ended before it ran. @param gateway where it would have gone, if that was settled */
export function refusedResult(
  failure: EaselError,
  t: Translate,
  keys: readonly string[],
  gateway?: GatewayIdentity,
): RunResult {
  const message = redact(describe(failure, t, { gateway }).text, keys);
  return { outcome: failure.outcome, saved: [], message, warnings: [], runs: [] };
}

/** Several actions as one: the last one says how it ended. */
export function mergeResults(results: readonly RunResult[]): RunResult {
  const last = results.at(-1) ?? { outcome: 'cancelled' as const };
  return {
    ...last,
    saved: results.flatMap(({ saved }) => saved),
    warnings: [...new Set(results.flatMap(({ warnings }) => warnings))],
    runs: results.flatMap(({ runs }) => runs),
  };
}
