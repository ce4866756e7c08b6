/**
 * Between sRGB values and light (IEC 61966-2-1). Light is what adds up when pixels are mixed: the mean of sRGB values would make fine
 * bright lines too dark.
 */

/** Light from 0 to 1 for each sRGB value. */
export const LIGHT = Float64Array.from({ length: 256 }, (_, value) => {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
});

/** The darkest two values differ by 20 of these steps, so that every value survives the way there and back. */
const STEPS = 65_535;

const VALUES = Uint8Array.from({ length: STEPS + 1 }, (_, step) => {
  const light = step / STEPS;
  const share = light <= 0.0031308 ? light * 12.92 : 1.055 * light ** (1 / 2.4) - 0.055;
  return Math.round(share * 255);
});

/** Returns the sRGB value, 0 to 255, of light from 0 to 1. More or less light than there is becomes white or black. */
export function valueOf(light: number): number {
  const step = Math.round(Math.max(0, Math.min(1, light)) * STEPS);
  return VALUES[step] ?? 0;
}
