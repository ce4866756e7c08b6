import type { Pixels } from '../../image/pixels/pixels.ts';
import { eachPixel, type Rgba } from '../draw/paint.ts';

/** Models that draw a subject again move it a little and change its size. */
const SCALE = 1.008;
/** In px. */
const SHIFT = { x: 2.3, y: -1.6 };

/** Moves and enlarges an image a little, in place. The border is continued. */
export function drift(image: Pixels): void {
  const { width, height } = image;
  const source = { width, height, data: image.data.slice() };
  eachPixel(image, (x, y) =>
    sample(source, {
      x: (x - SHIFT.x - width / 2) / SCALE + width / 2,
      y: (y - SHIFT.y - height / 2) / SCALE + height / 2,
    }),
  );
}

/** Returns the color between the four nearest pixels. */
function sample(
  { width, height, data }: Pixels,
  { x, y }: { readonly x: number; readonly y: number },
): Rgba {
  const left = Math.min(width - 1, Math.max(0, Math.floor(x)));
  const top = Math.min(height - 1, Math.max(0, Math.floor(y)));
  const [right, bottom] = [Math.min(width - 1, left + 1), Math.min(height - 1, top + 1)];
  const [toRight, toBottom] = [clamp(x - left), clamp(y - top)];
  const channel = (offset: number): number => {
    const at = (column: number, row: number) => data[(row * width + column) * 4 + offset] ?? 0;
    const above = at(left, top) + (at(right, top) - at(left, top)) * toRight;
    const below = at(left, bottom) + (at(right, bottom) - at(left, bottom)) * toRight;
    return Math.round(above + (below - above) * toBottom);
  };
  return [channel(0), channel(1), channel(2), channel(3)];
}

function clamp(share: number): number {
  return Math.min(1, Math.max(0, share));
}
