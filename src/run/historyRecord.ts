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
  const { operation, gateway, model, body } = plan;
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
    outcome,
    ...(told.message !== undefined && { message: told.message }),
    results: resultsOf(report, plan),
    warnings: told.warnings,
    ...(usage && { usage }),
    ms: report.tookMs,
  };
}

/** Saved files stand in the order of the images; when one was not saved, nobody says whose file is whose. */
function resultsOf({ saved, images }: RunReport, { finish }: RunPlan): HistoryResult[] {
  // What was made of an image is not as large as the image.
  const isAll = saved.length === images.length && finish === undefined;
  return saved.map((uri, i) => {
    const image = isAll ? images[i] : undefined;
    if (image === undefined) return { uri };
    const { width, height, type } = image.facts;
    return { uri, size: image.size, width, height, type };
  });
}
