import { type Warning, type PartialResultWarning } from '../../messages/warning.ts';
import { createHash } from 'node:crypto';
import { SIDES } from '../../catalog/exactSize.ts';
import type { ReplyProblem } from '../../errors.ts';
import type { ReplyImage } from '../../reply/types.ts';
import type { Reference } from '../../request/reference.ts';

/** Models have tables of sizes, not formulas: 16:9 at 1K is 1376x768. A ratio within this tolerance is the requested one. */
const RATIO_TOLERANCE = 0.04;

/**
 * Compares a result with the request: gateways drop `imageConfig` silently, and charge anyway.
 *
 * @param request what was requested; undefined where the model decides
 * @param sources the input images
 */
export function outputWarnings(
  image: Pick<ReplyImage, 'sha256' | 'size' | 'facts'>,
  request: { readonly aspectRatio?: string | undefined; readonly imageSize?: string | undefined },
  sources: readonly { readonly bytes: Uint8Array }[],
): readonly Warning[] {
  const { width, height } = image.facts;
  const { aspectRatio, imageSize } = request;
  const warnings: Warning[] = [];
  if (width > 0 && height > 0) {
    if (aspectRatio !== undefined && differs(aspectRatio, width / height)) {
      warnings.push({ kind: 'other-ratio', asked: aspectRatio, width, height });
    }
    const edge = imageSize === undefined ? undefined : SIDES[imageSize];
    // Each size has twice the edge of the one before, so half a step is closer to another size.
    if (edge !== undefined && Math.abs(Math.log2(Math.sqrt(width * height) / edge)) > 0.5) {
      warnings.push({ kind: 'other-size', asked: imageSize ?? '', width, height });
    }
  }
  if (sources.some(({ bytes }) => isSame(image, bytes))) warnings.push({ kind: 'unchanged' });
  return warnings;
}

/** Compares hashes only where the sizes agree: hashing a large source takes milliseconds of the shared thread. */
function isSame(image: Pick<ReplyImage, 'sha256' | 'size'>, bytes: Uint8Array): boolean {
  if (image.size !== bytes.byteLength) return false;
  return createHash('sha256').update(bytes).digest('hex') === image.sha256;
}

function differs(requested: string, ratio: number): boolean {
  const [width = 0, height = 0] = requested.split(':').map(Number);
  if (!(width > 0 && height > 0)) return false;
  return Math.abs(ratio / (width / height) - 1) > RATIO_TOLERANCE;
}

/**
 * Warns about more input images than the model handles well, and about files of which only a part is sent.
 *
 * @param best how many it handles well; undefined if that isn't documented
 */
export function referenceWarnings(
  images: readonly Reference[],
  best: number | undefined,
): readonly Warning[] {
  const frames = images.flatMap(({ name, prepared }) =>
    prepared !== undefined && prepared.frames > 1
      ? [{ kind: 'first-frame' as const, file: name, frames: prepared.frames }]
      : [],
  );
  const isMany = best !== undefined && images.length > best;
  return [...(isMany ? [{ kind: 'many-images' as const, best }] : []), ...frames];
}

/**
 * Returns the warning for a reply that brought images and has a problem too.
 *
 * @param isKept an incomplete image of the reply is kept
 */
export function partialResultWarning(problem: ReplyProblem, isKept: boolean): PartialResultWarning {
  if (isKept) return { kind: 'partly-broken', isKept };
  const { kind, status, code, reason = code ?? '', host = '' } = problem;
  switch (kind) {
    case 'blocked-prompt':
    case 'blocked-output':
      return { kind: 'partly-blocked', reason };
    case 'download':
      return { kind: 'partly-missing', host };
    case 'cut-short':
      return { kind: 'partly-cut' };
    case 'broken-image':
    case 'not-an-image':
      return { kind: 'partly-broken' };
    default:
      return { kind: 'partly-failed', code: [status, code ?? ''].join(' ').trim() };
  }
}
