import type { PixelClient } from '../../image/jobs/pixelClient.ts';
import type { PixelJobOutput } from '../../image/jobs/pixelJobs.ts';
import { uprightSize } from '../../image/prepare/preparation.ts';
import type { Warning } from '../../messages/warning.ts';
import type { Reference } from '../../request/reference.ts';
import { saysDeclined } from '../../text/declined.ts';
import { modelRemark } from '../../text/modelRemark.ts';
import type { Files, RunPlan } from '../plan/plan.ts';
import type { RunReport } from '../runParts.ts';

/** Models offer fixed ratios, and the nearest one to a source is up to this far away. A larger change is a change of shape. */
const SHAPE_TOLERANCE = 0.1;
/** In px, that of the largest size that models return. A larger source is not worth the seconds. */
const MAX_CHECKED_PIXELS = 17_000_000;
/** In ms, for all images of a run. Two images of 17 MP take a few seconds. The user waits for the result meanwhile. */
const MAX_MS = 20_000;

interface CheckParts {
  readonly files: Pick<Files, 'read'>;
  readonly pixels: PixelClient;
}

interface CheckLimits {
  /** Ends the check. */
  readonly signal: AbortSignal;
  /** In ms. */
  readonly maxMs?: number;
}

/**
 * Returns what the user should know about a run's saved images: a lost transparency, another shape, a source that came back
 * encoded again, and a model that says it couldn't comply. Runs when the images are saved, so nothing can be lost here.
 * Never rejects: an image that can't be decoded, or not in time, is not checked.
 */
export async function checkResult(
  plan: Pick<RunPlan, 'body' | 'images' | 'region'>,
  report: RunReport,
  { files, pixels }: CheckParts,
  { signal, maxMs = MAX_MS }: CheckLimits,
): Promise<readonly Warning[]> {
  const quote = modelRemark([report], 200);
  const declined: readonly Warning[] =
    report.images.length > 0 && quote !== undefined && saysDeclined(quote)
      ? [{ kind: 'declined', quote }]
      : [];
  const [source] = plan.images;
  // A region goes into its source, which keeps its shape and its transparency.
  if (source === undefined || plan.region !== undefined) return declined;
  const warnings: Warning[] = [];
  for (const { facts } of report.images) warnings.push(...shapeWarnings(plan, source, facts));
  const stop = AbortSignal.any([signal, AbortSignal.timeout(maxMs)]);
  for (const { uri, facts, beside } of report.files) {
    if (stop.aborted) break;
    if (beside !== undefined || !isWorthLooking(source, facts)) continue;
    try {
      // The same bytes have a warning of their own.
      if (report.warnings.some(({ kind }) => kind === 'unchanged')) break;
      const pair = { source: source.bytes, result: await files.read(uri) };
      warnings.push(...pixelWarnings(await pixels.run('checkResult', pair, stop)));
    } catch {
      // The image is saved and can be looked at. What can't be decoded gets no warning.
    }
  }
  return [...warnings, ...declined];
}

type Size = Pick<Reference['facts'], 'width' | 'height'>;

/** A ratio that was requested has a warning of its own. */
function shapeWarnings(
  { body }: Pick<RunPlan, 'body'>,
  source: Reference,
  result: Size,
): readonly Warning[] {
  const before = uprightSize(source.facts);
  if (body.aspectRatio !== undefined || !isKnown(before) || !isKnown(result)) return [];
  const change = result.width / result.height / (before.width / before.height);
  if (Math.abs(Math.log(change)) <= Math.log(1 + SHAPE_TOLERANCE)) return [];
  const { width, height } = result;
  return [{ kind: 'other-shape', source: before, width, height }];
}

function isKnown({ width, height }: Size): boolean {
  return width > 0 && height > 0;
}

function isWorthLooking({ facts }: Reference, result: Size): boolean {
  const before = uprightSize(facts);
  if (before.width * before.height > MAX_CHECKED_PIXELS) return false;
  if (result.width * result.height > MAX_CHECKED_PIXELS) return false;
  const isSameSize = before.width === result.width && before.height === result.height;
  return isSameSize || facts.mayHaveAlpha;
}

function pixelWarnings(found: PixelJobOutput<'checkResult'>): readonly Warning[] {
  return [
    ...(found.hasLostTransparency ? [{ kind: 'lost-transparency' } as const] : []),
    ...(found.isSame ? [{ kind: 're-encoded' } as const] : []),
  ];
}
