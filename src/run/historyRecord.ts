import type { Strokes } from '../image/regionStrokes.ts';
import { LONGEST_PROMPT, type HistoryEntry, type HistoryResult } from './history.ts';
import type { RunOptions, RunResult } from './options.ts';
import type { RunPlan } from './plan.ts';
import { redactFacts } from './redact.ts';
import type { RunReport } from './run.ts';

/**
 * What is remembered of a run.
 *
 * @param result of this run alone: what the user was told
 * @param at when it ended, in ms since 1970
 * @param keys taken out wherever they stand, the prompt included
 */
export function historyEntry(
  { prompt, images = [] }: RunOptions,
  plan: RunPlan,
  report: RunReport,
  result: RunResult,
  at: number,
  keys: readonly string[],
): HistoryEntry {
  const { operation, gateway, model, body, region } = plan;
  const { outcome, message, warnings, usage } = result;
  const told = redactFacts({ prompt, message, warnings }, keys);
  return {
    id: report.id,
    at,
    operation,
    prompt: told.prompt.slice(0, LONGEST_PROMPT),
    images,
    gateway: gateway.id,
    model,
    ...(body.aspectRatio !== undefined && { aspectRatio: body.aspectRatio }),
    ...(body.imageSize !== undefined && { imageSize: body.imageSize }),
    ...(region !== undefined && { region: isSmall(region) ? [...region] : [] }),
    outcome,
    ...(told.message !== undefined && { message: told.message }),
    results: resultsOf(report),
    warnings: told.warnings,
    ...(usage && { usage }),
    ms: report.tookMs,
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
