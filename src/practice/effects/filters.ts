/** Changes of colour and sharpness. All of them work in place; sizes in px. */
import type { Raster, Rgba } from '../draw/paint.ts';

type Tone = (red: number, green: number, blue: number) => readonly [number, number, number];

/** Rec. 601 luma, as JPEG has it. */
function luma(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

function retone({ data }: Raster, tone: Tone): void {
  const bytes = new Uint8ClampedArray(data.buffer, data.byteOffset, data.length);
  for (let at = 0; at < bytes.length; at += 4) {
    const [red, green, blue] = tone(bytes[at] ?? 0, bytes[at + 1] ?? 0, bytes[at + 2] ?? 0);
    bytes[at] = red;
    bytes[at + 1] = green;
    bytes[at + 2] = blue;
  }
}

export function grayscale(image: Raster): void {
  retone(image, (red, green, blue) => {
    const gray = luma(red, green, blue);
    return [gray, gray, gray];
  });
}

export function sepia(image: Raster): void {
  retone(image, (red, green, blue) => {
    const gray = luma(red, green, blue);
    return [gray * 1.08 + 18, gray * 0.95 + 8, gray * 0.74];
  });
}

export function invert(image: Raster): void {
  retone(image, (red, green, blue) => [255 - red, 255 - green, 255 - blue]);
}

/** Scales the channels: above 1 more, below 1 less. */
export function scaleChannels(image: Raster, [r, g, b]: readonly [number, number, number]): void {
  retone(image, (red, green, blue) => [red * r, green * g, blue * b]);
}

/** Moves towards white (positive) or black (negative); `share` from -1 to 1. */
export function lighten(image: Raster, share: number): void {
  const goal = share > 0 ? 255 : 0;
  const part = Math.abs(share);
  retone(image, (red, green, blue) => [
    red + (goal - red) * part,
    green + (goal - green) * part,
    blue + (goal - blue) * part,
  ]);
}

/** Spreads the tones around the middle; 1 changes nothing. */
export function contrast(image: Raster, factor: number): void {
  const spread = (value: number): number => 128 + (value - 128) * factor;
  retone(image, (red, green, blue) => [spread(red), spread(green), spread(blue)]);
}

/** Dyes the image: its light and dark stay, its hue moves to `color`; `share` from 0 to 1. */
export function tint(image: Raster, color: Rgba, share: number): void {
  retone(image, (red, green, blue) => {
    const light = 0.35 + (0.65 * luma(red, green, blue)) / 255;
    return [
      red + (color[0] * light - red) * share,
      green + (color[1] * light - green) * share,
      blue + (color[2] * light - blue) * share,
    ];
  });
}

export function pixelate(image: Raster): void {
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

/** Three passes of a box, which come close to a Gaussian; the cost does not grow with the radius. */
export function blur(image: Raster): void {
  const { width, height } = image;
  const radius = Math.max(1, Math.round(Math.min(width, height) / 60));
  for (let pass = 0; pass < 3; pass++) {
    for (let y = 0; y < height; y++) smooth(image, y * width, 1, width, radius);
    for (let x = 0; x < width; x++) smooth(image, x, width, height, radius);
  }
}

/** A running mean along one row or column; beyond its ends the last pixel goes on. */
function smooth(
  { data }: Raster,
  start: number,
  step: number,
  length: number,
  radius: number,
): void {
  const line = new Uint8Array(length);
  const span = 2 * radius + 1;
  for (let channel = 0; channel < 4; channel++) {
    const place = (i: number): number => (start + i * step) * 4 + channel;
    for (let i = 0; i < length; i++) line[i] = data[place(i)] ?? 0;
    const at = (i: number): number => line[Math.min(length - 1, Math.max(0, i))] ?? 0;
    let sum = 0;
    for (let i = -radius; i <= radius; i++) sum += at(i);
    for (let i = 0; i < length; i++) {
      data[place(i)] = Math.round(sum / span);
      sum += at(i + radius + 1) - at(i - radius);
    }
  }
}
