import type { Strokes } from '../../image/region/strokes.ts';
import { LONGEST_PROMPT, type HistoryEntry, type HistoryResult } from '../../history/history.ts';
import type { RunOptions, RunResult } from '../plan/options.ts';
import type { RunPlan } from '../plan/plan.ts';
import { redactFacts } from '../../text/redact.ts';
import type { RunReport } from '../runParts.ts';

/** When, in ms since 1970, and the keys, which are taken out wherever they stand, the prompt included. */
export interface RecordContext {
  readonly at: number;
  readonly keys: readonly string[];
}

/**
 * What is remembered of a run that has ended.
 *
 * @param result of this run alone: what the user was told
 */
export function historyEntry(
  options: RunOptions,
  plan: RunPlan,
  report: RunReport,
  result: RunResult,
  noted: RecordContext,
): HistoryEntry {
  const { outcome, message, warnings, usage } = result;
  const told = redactFacts({ message, warnings }, noted.keys);
  return {
    ...asked(options, plan, report.id, noted),
    outcome,
    ...(told.message !== undefined && { message: told.message }),
    results: resultsOf(report),
    warnings: told.warnings,
    ...(usage && { usage }),
    ms: report.tookMs,
  };
}

/**
 * What is remembered from the moment that a run may cost something, until its end is known: if the window is closed before
 * that, all that was asked can be filled in again.
 *
 * @param id the run's
 */
export function sentEntry(
  options: RunOptions,
  plan: RunPlan,
  id: string,
  noted: RecordContext,
): HistoryEntry {
  const nothing = { results: [], warnings: [], ms: 0 };
  return { ...asked(options, plan, id, noted), outcome: 'sent', ...nothing };
}

function asked(
  { prompt, images = [] }: RunOptions,
  { operation, gateway, model, body, region }: RunPlan,
  id: string,
  { at, keys }: RecordContext,
) {
  return {
    id,
    at,
    operation,
    prompt: redactFacts({ prompt }, keys).prompt.slice(0, LONGEST_PROMPT),
    images,
    gateway: gateway.id,
    model,
    ...(body.aspectRatio !== undefined && { aspectRatio: body.aspectRatio }),
    ...(body.imageSize !== undefined && { imageSize: body.imageSize }),
    ...(region !== undefined && { region: isSmall(region) ? [...region] : [] }),
  };
}

function resultsOf({ files }: RunReport): HistoryResult[] {
  return files.map(({ uri, size, facts: { width, height, type } }) => {
    return { uri, size, width, height, type };
  });
}

/** A mark of so many strokes and points that it would push out others is not remembered. */
function isSmall(region: Strokes): boolean {
  return JSON.stringify(region).length <= LONGEST_PROMPT;
}
