import type { Pixels } from './pixels.ts';

/** Red, green, blue, alpha: 0 to 255 each, with fractions. */
export type Color = [red: number, green: number, blue: number, alpha: number];

/**
 * Along each side, a mean looks at about this many pixels, evenly spread: more is only asked for where two pictures have
 * nothing of each other's shape, and a picture that is 1 px wide and a million high would cost hours.
 */
const MOST_SAMPLES = 64;

/**
 * The mean colour of a rectangle of an image, in px with fractions; what lies outside the image does not count. Colours
 * weigh as much as they are opaque, so that what hides under transparency does not bleed.
 *
 * @param into takes the colour: a new array for every pixel would cost more than the pixel
 * @returns whether anything of the image was there
 */
export function meanColor(
  { width, height, data }: Pixels,
  left: number,
  top: number,
  right: number,
  bottom: number,
  into: Color,
): boolean {
  const x0 = Math.max(0, left);
  const y0 = Math.max(0, top);
  const x1 = Math.min(width, right);
  const y1 = Math.min(height, bottom);
  if (x1 <= x0 || y1 <= y0) return false;
  const across = stride(x1 - x0);
  const along = stride(y1 - y0);
  let [red, green, blue, alpha, area] = [0, 0, 0, 0, 0];
  for (let y = Math.floor(y0); y < y1; y += along) {
    const down = Math.min(y + 1, y1) - Math.max(y, y0);
    for (let x = Math.floor(x0); x < x1; x += across) {
      const weight = down * (Math.min(x + 1, x1) - Math.max(x, x0));
      const at = (y * width + x) * 4;
      const opaque = weight * (data[at + 3] ?? 0);
      red += opaque * (data[at] ?? 0);
      green += opaque * (data[at + 1] ?? 0);
      blue += opaque * (data[at + 2] ?? 0);
      alpha += opaque;
      area += weight;
    }
  }
  into[0] = alpha === 0 ? 0 : red / alpha;
  into[1] = alpha === 0 ? 0 : green / alpha;
  into[2] = alpha === 0 ? 0 : blue / alpha;
  into[3] = alpha / area;
  return true;
}

function stride(length: number): number {
  return Math.max(1, Math.floor(length / MOST_SAMPLES));
}

/**
 * The colour around a point, for a pixel of the target that covers `spanX` by `spanY` px of the image: a mean where the
 * image is larger, and between the four nearest pixels where it is not (a mean over one whole px is that, too).
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
  return meanColor(image, x - halfX, y - halfY, x + halfX, y + halfY, into);
}

/** The whole image in another size, in px. */
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
