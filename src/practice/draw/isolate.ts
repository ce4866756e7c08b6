import type { Pixels } from '../../image/pixels/pixels.ts';
import { eachPixel, mix, type Rgba } from './paint.ts';

/** Of the shorter side. */
const RADIUS = 0.4;

/** Cuts a disc out of a scene that fills the frame, in place: a subject on a plain color. */
export function isolate(image: Pixels, color: Rgba): void {
  const { width, height, data } = image;
  const radius = RADIUS * Math.min(width, height);
  const scene = data.slice();
  eachPixel(image, (x, y) => {
    const distance = Math.hypot(x + 0.5 - width / 2, y + 0.5 - height / 2);
    const at = (y * width + x) * 4;
    const own: Rgba = [scene[at] ?? 0, scene[at + 1] ?? 0, scene[at + 2] ?? 0, 255];
    return mix(color, own, Math.min(1, Math.max(0, radius - distance + 0.5)));
  });
}
