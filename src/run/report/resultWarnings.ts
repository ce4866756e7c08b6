import { type Warning, type PartialResultWarning } from '../../messages/warning.ts';
import { createHash } from 'node:crypto';
import type { ReplyProblem } from '../../errors.ts';
import type { ReplyImage } from '../../reply/types.ts';
import type { Reference } from '../../request/reference.ts';

const EDGE_PX: Readonly<Record<string, number>> = {
  '512': 512,
  '1K': 1024,
  '2K': 2048,
  '4K': 4096,
};

/** Real sizes are tables, not formulas (16:9 at 1K is 1376x768): within this, a ratio is the asked one. */
const RATIO_TOLERANCE = 0.04;

/**
 * Compares a result with what was asked for: gateways drop `imageConfig` in silence and charge all the same.
 */
export function outputWarnings(
  image: Pick<ReplyImage, 'sha256' | 'size' | 'facts'>,
  asked: { readonly aspectRatio?: string | undefined; readonly imageSize?: string | undefined },
  sources: readonly { readonly bytes: Uint8Array }[],
): readonly Warning[] {
  const { width, height } = image.facts;
  const warnings: Warning[] = [];
  if (width > 0 && height > 0) {
    if (asked.aspectRatio !== undefined && isOther(asked.aspectRatio, width / height)) {
      warnings.push({ kind: 'other-ratio', asked: asked.aspectRatio, width, height });
    }
    const edge = asked.imageSize === undefined ? undefined : EDGE_PX[asked.imageSize];
    // Sizes double from one to the next; half a step off is another size.
    if (edge !== undefined && Math.abs(Math.log2(Math.sqrt(width * height) / edge)) > 0.5) {
      warnings.push({ kind: 'other-size', asked: asked.imageSize ?? '', width, height });
    }
  }
  if (sources.some(({ bytes }) => isSame(image, bytes))) warnings.push({ kind: 'unchanged' });
  return warnings;
}

/** Hashing a large source takes milliseconds of the shared thread: only where the sizes agree. */
function isSame(image: Pick<ReplyImage, 'sha256' | 'size'>, bytes: Uint8Array): boolean {
  if (image.size !== bytes.byteLength) return false;
  return createHash('sha256').update(bytes).digest('hex') === image.sha256;
}

function isOther(asked: string, got: number): boolean {
  const [width = 0, height = 0] = asked.split(':').map(Number);
  if (!(width > 0 && height > 0)) return false;
  return Math.abs(got / (width / height) - 1) > RATIO_TOLERANCE;
}

/** More images than the model does well with are sent, and said. */
export function referenceWarnings(
  images: readonly Reference[],
  best: number | undefined,
): readonly Warning[] {
  return best !== undefined && images.length > best ? [{ kind: 'many-images', best }] : [];
}

/** What is to be told of the problem of a reply that gave images all the same. */
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
