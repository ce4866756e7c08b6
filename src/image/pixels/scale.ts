import type { Pixels } from './pixels.ts';

/** Red, green, blue, alpha: 0 to 255 each, with fractions. Not premultiplied. */
export type Color = [red: number, green: number, blue: number, alpha: number];

/** A rectangle in px, with fractions. */
export interface Area {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/**
 * A mean takes about this many evenly spread samples along each side. Larger areas only occur when two images have very
 * different shapes; without the limit, an image of 1 × 1,000,000 px would take hours.
 */
const MAX_SAMPLES = 64;

/**
 * Computes the mean color of an area of an image. Ignores what lies outside the image. Weights colors by their alpha, so that
 * colors hidden under transparency do not bleed.
 *
 * @param into receives the color: a new array for every pixel would cost more than the pixel
 * @param rowStep 1 for all rows; more for an estimate
 * @returns whether the area overlaps the image
 */
export function meanColor(
  { width, height, data }: Pixels,
  { left, top, right, bottom }: Area,
  into: Color,
  rowStep = 1,
): boolean {
  const x0 = Math.max(0, left);
  const y0 = Math.max(0, top);
  const x1 = Math.min(width, right);
  const y1 = Math.min(height, bottom);
  if (x1 <= x0 || y1 <= y0) return false;
  const stepX = sampleStep(x1 - x0);
  const stepY = Math.max(rowStep, sampleStep(y1 - y0));
  let [red, green, blue, alpha, area] = [0, 0, 0, 0, 0];
  for (let y = Math.floor(y0); y < y1; y += stepY) {
    const coveredY = Math.min(y + 1, y1) - Math.max(y, y0);
    for (let x = Math.floor(x0); x < x1; x += stepX) {
      const weight = coveredY * (Math.min(x + 1, x1) - Math.max(x, x0));
      const at = (y * width + x) * 4;
      const weightedAlpha = weight * (data[at + 3] ?? 0);
      red += weightedAlpha * (data[at] ?? 0);
      green += weightedAlpha * (data[at + 1] ?? 0);
      blue += weightedAlpha * (data[at + 2] ?? 0);
      alpha += weightedAlpha;
      area += weight;
    }
  }
  into[0] = alpha === 0 ? 0 : red / alpha;
  into[1] = alpha === 0 ? 0 : green / alpha;
  into[2] = alpha === 0 ? 0 : blue / alpha;
  into[3] = alpha / area;
  return true;
}

function sampleStep(length: number): number {
  return Math.max(1, Math.floor(length / MAX_SAMPLES));
}

/**
 * Computes the color around a point for a target pixel that covers `spanX` × `spanY` px of the image. Where the image is
 * larger than the target, this is a mean. Elsewhere it interpolates between the four nearest pixels, which a mean over one
 * px does too.
 *
 * @param into receives the color
 * @returns whether any of the covered area overlaps the image
 */
export function sampleColor(
  image: Pixels,
  x: number,
  y: number,
  spanX: number,
  spanY: number,
  into: Color,
): boolean {
  const halfX = Math.max(1, spanX) / 2;
  const halfY = Math.max(1, spanY) / 2;
  const area = { left: x - halfX, top: y - halfY, right: x + halfX, bottom: y + halfY };
  return meanColor(image, area, into);
}

/** Returns the whole image scaled to another size in px. The ratio may change. */
export function scaleImage(image: Pixels, width: number, height: number): Pixels {
  const data = new Uint8Array(width * height * 4);
  const spanX = image.width / width;
  const spanY = image.height / height;
  const color: Color = [0, 0, 0, 0];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 4) {
      sampleColor(image, (x + 0.5) * spanX, (y + 0.5) * spanY, spanX, spanY, color);
      for (let channel = 0; channel < 4; channel++)
        data[at + channel] = Math.round(color[channel] ?? 0);
    }
  }
  return { width, height, data };
}
