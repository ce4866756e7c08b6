import { MAX_PROMPT_LENGTH, type HistoryEntry, type HistoryResult } from '../../history/history.ts';
import { ReplyError } from '../../errors.ts';
import type { Strokes } from '../../image/region/strokes.ts';
import { redactFacts } from '../../text/redact.ts';
import { modelRemark } from '../../text/modelRemark.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { RunOptions, RunResult } from '../plan/options.ts';
import type { RunPlan } from '../plan/plan.ts';
import type { RunReport } from '../runParts.ts';

/** In characters. */
const MAX_REMARK_LENGTH = 400;

/** A run as the history records it. */
export interface RecordedRun {
  readonly options: RunOptions;
  readonly plan: RunPlan;
  /** The time of the entry, in ms since 1970. */
  readonly at: number;
  /** Taken out of every text of the entry, the prompt included. */
  readonly keys: readonly string[];
}

/**
 * Returns the entry of a run that has ended.
 *
 * @param result of this run alone, as the user reads it
 */
export function endEntry(run: RecordedRun, report: RunReport, result: RunResult): HistoryEntry {
  const { outcome, usage } = result;
  const { message, warnings, remark } = redactFacts(
    {
      message: result.message,
      warnings: result.warnings,
      remark: modelRemark([report], MAX_REMARK_LENGTH),
    },
    run.keys,
  );
  return {
    ...requested(run, report.id),
    outcome,
    ...(message !== undefined && { message }),
    ...taskOf(report, run.keys),
    results: resultsOf(report),
    warnings,
    ...(remark !== undefined && { remark }),
    ...(usage && { usage }),
    ms: report.tookMs,
  };
}

/**
 * Returns the entry of a run whose request is about to be sent. It holds everything that was requested, so that a run the window
 * didn't live to finish can be repeated.
 *
 * @param id the run's id
 */
export function sentEntry(run: RecordedRun, id: string): HistoryEntry {
  return { ...requested(run, id), outcome: 'sent', results: [], warnings: [], ms: 0 };
}

function taskOf({ failure }: RunReport, keys: readonly string[]): Pick<HistoryEntry, 'task'> {
  const task = failure instanceof ReplyError ? failure.problem.taskId : undefined;
  return task === undefined ? {} : redactFacts({ task: sanitize(task) }, keys);
}

function requested(
  {
    options: { prompt, images = [], size, background },
    plan: { operation, gateway, model, body, region, autoRatio, autoSize },
    at,
    keys,
  }: RecordedRun,
  id: string,
) {
  return {
    id,
    at,
    operation,
    prompt: redactFacts({ prompt }, keys).prompt.slice(0, MAX_PROMPT_LENGTH),
    images,
    gateway: gateway.id,
    model,
    ...(body.aspectRatio !== undefined &&
      body.aspectRatio !== autoRatio && { aspectRatio: body.aspectRatio }),
    ...(body.imageSize !== undefined &&
      body.imageSize !== autoSize && { imageSize: body.imageSize }),
    ...(size !== undefined && { size }),
    ...(background === 'transparent' && { background }),
    ...(region !== undefined && { region: isSmall(region) ? [...region] : [] }),
  };
}

function resultsOf({ files }: RunReport): HistoryResult[] {
  return files.map(({ uri, size, facts: { width, height, type } }) => {
    return { uri, size, width, height, type };
  });
}

/** A mark with very many points would push other entries out of the history, so it isn't stored. */
function isSmall(region: Strokes): boolean {
  return JSON.stringify(region).length <= MAX_PROMPT_LENGTH;
}
