import { SaveError, type EaselError, type Outcome } from '../../errors.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { GatewayIdentity } from '../../text/gatewayName.ts';
import type { Translate } from '../../text/translate.ts';
import { describeError, describeWarning } from '../../messages/messages.ts';
import type { RunResult } from '../plan/options.ts';
import type { RunPlan } from '../plan/plan.ts';
import { redact } from '../../text/redact.ts';
import type { RunReport } from '../runParts.ts';

/** Turns the reports of one action into its public result. The outcome is `saved` if anything was saved. */
export function toResult(reports: readonly RunReport[], plan: RunPlan, t: Translate): RunResult {
  const saved = reports.flatMap((report) => [...report.saved]);
  const failure = mainFailure(reports);
  const hasPaidOthers = saved.length > 0;
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
      : { message: describeError(failure, t, { gateway: plan.gateway, hasPaidOthers }).text }),
    warnings: [...new Set(warnings)],
    ...(usage === undefined ? {} : { usage }),
    runs: reports.map(({ id }) => id),
  };
}

const CHARGES = ['no', 'maybe', 'yes'] as const;

/** Returns the failure to report: of several, the first of those that may have cost the most. */
export function mainFailure(
  reports: readonly Pick<RunReport, 'failure'>[],
): EaselError | undefined {
  const failures = reports.flatMap(({ failure }) => failure ?? []);
  const cost = ({ charge }: EaselError) => CHARGES.indexOf(charge);
  // Sorting is stable.
  return failures.toSorted((a, b) => cost(b) - cost(a))[0];
}

/** What tells whether the image of a request has arrived. */
export type Arrival = Pick<RunReport, 'failure'> &
  Partial<Pick<RunReport, 'keeps' | 'pendingDownloads'>>;

/** Returns whether the image of a request is paid and kept, so that a repetition would pay for it again. */
export function hasArrived({ failure, keeps, pendingDownloads = 0 }: Arrival): boolean {
  const isSaved = failure === undefined;
  return isSaved || failure instanceof SaveError || keeps === true || pendingDownloads > 0;
}

/** Returns how many requests of an action have not returned what they should: those that a repetition sends. */
export function requestsLeft(count: number, reports: readonly Arrival[]): number {
  return Math.max(1, count - reports.filter(hasArrived).length);
}

/** Names the model and gateway of an image, as one line of sanitized text. @param label the gateway's; undefined if it isn't known anymore */
export function routeName(modelId: string, label: string | undefined): string {
  return sanitize(label === undefined ? modelId : `${modelId} (${label})`, 120);
}

/**
 * Removes keys from a result. Results go to other extensions, and a gateway's error message can quote a key.
 *
 * @param keys every key in use
 */
export function redactResult(result: RunResult, keys: readonly string[]): RunResult {
  return {
    ...result,
    ...(result.message === undefined ? {} : { message: redact(result.message, keys) }),
    warnings: result.warnings.map((warning) => redact(warning, keys)),
  };
}

/** Returns the result of an action that ended before its first run. @param gateway the one it would have used, if known */
export function refusedResult(
  failure: EaselError,
  t: Translate,
  keys: readonly string[],
  gateway?: GatewayIdentity,
): RunResult {
  const message = redact(describeError(failure, t, { gateway }).text, keys);
  return { outcome: failure.outcome, saved: [], message, warnings: [], runs: [] };
}

/** Outcomes that are about one image, or what the model makes of it. A failure of the route would repeat with every image. */
const ABOUT_ITS_IMAGE: ReadonlySet<Outcome> = new Set<Outcome>([
  'bad_request',
  'too_large',
  'blocked',
  'no_image',
]);

/** Tells whether the other images of a batch can still be edited: this one can't be read or sent, or the model refused it. */
export function isAboutItsImage({ outcome }: RunResult): boolean {
  return ABOUT_ITS_IMAGE.has(outcome);
}

/**
 * Joins the results of several actions. The outcome is that of the last one, unless that one failed because of its image: then the
 * images that were saved count, and the messages of the others become warnings.
 */
export function mergeResults(results: readonly RunResult[]): RunResult {
  const skipped = results.filter(isAboutItsImage);
  const others = results.filter((result) => !skipped.includes(result));
  const last = others.at(-1) ?? results.at(-1) ?? { outcome: 'cancelled' as const };
  const reasons = others.length === 0 ? [] : skipped.flatMap(({ message }) => message ?? []);
  return {
    ...last,
    saved: results.flatMap(({ saved }) => saved),
    warnings: [...new Set([...reasons, ...results.flatMap(({ warnings }) => warnings)])],
    runs: results.flatMap(({ runs }) => runs),
  };
}
