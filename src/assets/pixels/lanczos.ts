/** The filter reaches this many px of the coarser image to each side. */
const LOBES = 3;

/** The weights of one target pixel: the source pixels from `first` on contribute so much. They add up to 1. */
export interface Taps {
  readonly first: number;
  readonly weights: Float64Array;
}

/**
 * Returns what each pixel of a line gets from the pixels of another one: a Lanczos filter with three lobes, stretched where the line
 * gets shorter, so that no source pixel is skipped. At the ends, only pixels that exist count.
 *
 * @param from length of the source line in px
 * @param to length of the target line in px
 */
export function lanczosTaps(from: number, to: number): readonly Taps[] {
  const scale = from / to;
  const stretch = Math.max(1, scale);
  const reach = LOBES * stretch;
  return Array.from({ length: to }, (_, at) => {
    const center = (at + 0.5) * scale;
    const first = Math.max(0, Math.floor(center - reach));
    const end = Math.min(from, Math.ceil(center + reach));
    const weights = new Float64Array(end - first);
    for (let index = 0; index < weights.length; index++) {
      weights[index] = lanczos((first + index + 0.5 - center) / stretch);
    }
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

function lanczos(x: number): number {
  if (x === 0) return 1;
  if (Math.abs(x) >= LOBES) return 0;
  const angle = Math.PI * x;
  return (LOBES * Math.sin(angle) * Math.sin(angle / LOBES)) / (angle * angle);
}
