import type { Chance } from './random.ts';
import { WHITE } from './colorWords.ts';
import { hsl } from './patterns.ts';
import { eachRow, fillOutline, mix, type Point, type Raster, type Rgba } from './paint.ts';

const RIDGES = 4;

/** Where a prompt names nothing that can be drawn: hills under a sky, in the prompt's colours if any. */
export function paintScenery(image: Raster, inks: readonly Rgba[], chance: Chance): void {
  const { width, height } = image;
  const hue = chance() * 360;
  const base = inks[0] ?? hsl(hue, 0.55, 0.42);
  const glow = inks[1] ?? hsl(hue + 150 + chance() * 60, 0.85, 0.72);
  const sky = mix(base, WHITE, 0.62);
  const horizon = mix(glow, WHITE, 0.55);
  eachRow(image, (y) => mix(sky, horizon, Math.min(1, y / (height * 0.72))));

  const short = Math.min(width, height);
  const sun: Point = [width * (0.22 + 0.56 * chance()), height * (0.24 + 0.16 * chance())];
  disc(image, sun, short * 0.17, [WHITE[0], WHITE[1], WHITE[2], 70]);
  disc(image, sun, short * 0.12, mix(glow, WHITE, 0.35));

  for (let ridge = 0; ridge < RIDGES; ridge++) {
    const depth = (ridge + 1) / RIDGES;
    const level = height * (0.44 + 0.13 * ridge);
    const color = mix(mix(base, horizon, 0.6), mix(base, [12, 16, 30, 255], 0.55), depth);
    fillOutline(image, [hills(image, level, short * (0.05 + 0.03 * chance()), chance)], color);
  }
}

function disc(image: Raster, [cx, cy]: Point, radius: number, color: Rgba): void {
  const outline = Array.from({ length: 128 }, (_, i): Point => {
    const angle = (i / 64) * Math.PI;
    return [cx + radius * Math.cos(angle), cy + radius * Math.sin(angle)];
  });
  fillOutline(image, [outline], color);
}

/** Two waves on top of each other, closed along the lower edge. */
function hills(image: Raster, level: number, swell: number, chance: Chance): readonly Point[] {
  const { width, height } = image;
  const [slow, quick] = [1.5 + 2 * chance(), 5 + 4 * chance()];
  const [early, late] = [chance() * 7, chance() * 7];
  const crest = Array.from({ length: 161 }, (_, i): Point => {
    const t = i / 160;
    const rise = Math.sin(t * slow * Math.PI + early) + 0.28 * Math.sin(t * quick * Math.PI + late);
    return [t * width, level - swell * rise];
  });
  return [...crest, [width, height], [0, height]];
}
