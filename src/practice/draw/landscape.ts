import type { Pixels } from '../../image/pixels/pixels.ts';
import { WHITE } from './colorWords.ts';
import { eachRow, fillOutline, mix, type Point, type Rgba } from './paint.ts';
import { hsl } from './patterns.ts';
import type { Random } from './random.ts';

const RIDGES = 4;

/** Paints hills under a sky, in place: for prompts that name nothing Practice can draw. Uses `inks` if there are any. */
export function paintLandscape(image: Pixels, inks: readonly Rgba[], random: Random): void {
  const { width, height } = image;
  const hue = random() * 360;
  const base = inks[0] ?? hsl(hue, 0.55, 0.42);
  const glow = inks[1] ?? hsl(hue + 150 + random() * 60, 0.85, 0.72);
  const sky = mix(base, WHITE, 0.62);
  const horizon = mix(glow, WHITE, 0.55);
  eachRow(image, (y) => mix(sky, horizon, Math.min(1, y / (height * 0.72))));

  const shortSide = Math.min(width, height);
  const sun: Point = [width * (0.22 + 0.56 * random()), height * (0.24 + 0.16 * random())];
  disc(image, sun, shortSide * 0.17, [WHITE[0], WHITE[1], WHITE[2], 70]);
  disc(image, sun, shortSide * 0.12, mix(glow, WHITE, 0.35));

  for (let ridge = 0; ridge < RIDGES; ridge++) {
    const depth = (ridge + 1) / RIDGES;
    const level = height * (0.44 + 0.13 * ridge);
    const color = mix(mix(base, horizon, 0.6), mix(base, [12, 16, 30, 255], 0.55), depth);
    fillOutline(image, [hills(image, level, shortSide * (0.05 + 0.03 * random()), random)], color);
  }
}

function disc(image: Pixels, [cx, cy]: Point, radius: number, color: Rgba): void {
  const outline = Array.from({ length: 128 }, (_, i): Point => {
    const angle = (i / 64) * Math.PI;
    return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)];
  });
  fillOutline(image, [outline], color);
}

/** Returns the outline of a ridge: the sum of two waves, closed along the lower edge. */
function hills(image: Pixels, level: number, swell: number, random: Random): readonly Point[] {
  const { width, height } = image;
  const [slowWave, quickWave] = [1.5 + 2 * random(), 5 + 4 * random()];
  const [slowPhase, quickPhase] = [random() * 7, random() * 7];
  const crest = Array.from({ length: 161 }, (_, i): Point => {
    const t = i / 160;
    const rise =
      Math.sin(t * slowWave * Math.PI + slowPhase) +
      0.28 * Math.sin(t * quickWave * Math.PI + quickPhase);
    return [t * width, level - swell * rise];
  });
  return [...crest, [width, height], [0, height]];
}
