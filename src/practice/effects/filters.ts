/** Effects on color and sharpness. All of them work in place. */
import { luma, type Pixels } from '../../image/pixels/pixels.ts';
import type { Rgba } from '../draw/paint.ts';

type ColorMap = (red: number, green: number, blue: number) => readonly [number, number, number];

/** Maps the color of every pixel. Rounds, clamps to 0 to 255, and keeps the alpha. */
function mapColors({ data }: Pixels, map: ColorMap): void {
  const bytes = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  for (let at = 0; at < bytes.length; at += 4) {
    const [red, green, blue] = map(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0);
    bytes[at] = red;
    bytes[at + 1] = green;
    bytes[at + 2] = blue;
  }
}

export function grayscale(image: Pixels): void {
  mapColors(image, (red, green, blue) => {
    const gray = luma(red, green, blue);
    return [gray, gray, gray];
  });
}

export function sepia(image: Pixels): void {
  mapColors(image, (red, green, blue) => {
    const gray = luma(red, green, blue);
    return [gray * 1.08 + 18, gray * 0.95 + 8, gray * 0.74];
  });
}

export function invert(image: Pixels): void {
  mapColors(image, (red, green, blue) => [255 - red, 255 - green, 255 - blue]);
}

/** Multiplies red, green and blue. */
export function scaleChannels(image: Pixels, [r, g, b]: readonly [number, number, number]): void {
  mapColors(image, (red, green, blue) => [red * r, green * g, blue * b]);
}

/** @param share from -1 to 1: how far toward white (positive) or black (negative) */
export function lighten(image: Pixels, share: number): void {
  const target = share > 0 ? 255 : 0;
  const amount = Math.abs(share);
  mapColors(image, (red, green, blue) => [
    red + (target - red) * amount,
    green + (target - green) * amount,
    blue + (target - blue) * amount,
  ]);
}

/** @param factor above 1 for more contrast, below 1 for less */
export function contrast(image: Pixels, factor: number): void {
  const spread = (value: number): number => 128 + (value - 128) * factor;
  mapColors(image, (red, green, blue) => [spread(red), spread(green), spread(blue)]);
}

/** Moves the hue to `color` and keeps light and dark. @param share from 0 to 1 */
export function tint(image: Pixels, color: Rgba, share: number): void {
  mapColors(image, (red, green, blue) => {
    const light = 0.35 + (0.65 * luma(red, green, blue)) / 255;
    return [
      red + (color[0] * light - red) * share,
      green + (color[1] * light - green) * share,
      blue + (color[2] * light - blue) * share,
    ];
  });
}

export function pixelate(image: Pixels): void {
  const { width, height, data } = image;
  const side = Math.max(2, Math.round(Math.max(width, height) / 40));
  for (let top = 0; top < height; top += side) {
    for (let left = 0; left < width; left += side) {
      const right = Math.min(width, left + side);
      const bottom = Math.min(height, top + side);
      for (let channel = 0; channel < 4; channel++) {
        let sum = 0;
        for (let y = top; y < bottom; y++) {
          for (let x = left; x < right; x++) sum += data[(y * width + x) * 4 + channel] ?? 0;
        }
        const mean = Math.round(sum / ((right - left) * (bottom - top)));
        for (let y = top; y < bottom; y++) {
          for (let x = left; x < right; x++) data[(y * width + x) * 4 + channel] = mean;
        }
      }
    }
  }
}

/** Blurs with three box filters, which approximate a Gaussian. The cost does not depend on the radius. */
export function blur(image: Pixels): void {
  const { width, height } = image;
  const radius = Math.max(1, Math.round(Math.min(width, height) / 60));
  for (let pass = 0; pass < 3; pass++) {
    for (let y = 0; y < height; y++) boxFilter(image, y * width, 1, width, radius);
    for (let x = 0; x < width; x++) boxFilter(image, x, width, height, radius);
  }
}

/** Replaces the samples of one row or column by running means. Repeats the last pixel beyond its ends. */
function boxFilter(
  { data }: Pixels,
  start: number,
  step: number,
  length: number,
  radius: number,
): void {
  const line = new Uint8Array(length);
  const span = 2 * radius + 1;
  for (let channel = 0; channel < 4; channel++) {
    const indexOf = (i: number): number => (start + i * step) * 4 + channel;
    for (let i = 0; i < length; i++) line[i] = data[indexOf(i)] ?? 0;
    const at = (i: number): number => line[Math.min(length - 1, Math.max(0, i))] ?? 0;
    let sum = 0;
    for (let i = -radius; i <= radius; i++) sum += at(i);
    for (let i = 0; i < length; i++) {
      data[indexOf(i)] = Math.round(sum / span);
      sum += at(i + radius + 1) - at(i - radius);
    }
  }
}
