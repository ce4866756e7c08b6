/** Pixels in memory. Sizes in px. */

/** Largest image that Easel decodes: 64 megapixels, which take 256 MB as RGBA with 8 bits, 512 MB with 16. */
export const MAX_PIXELS = 64 * 1024 * 1024;
/** Longest side of an image in px: the largest texture that GPUs take. */
export const MAX_SIDE = 16_384;

/** RGBA with 8 bits per sample, not premultiplied, row by row: `width * height * 4` bytes. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** RGBA with the depth of the file: samples from 0 to 255 (8 bits) or from 0 to 65535 (16 bits). Not premultiplied. */
export interface DeepPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array | Uint16Array;
}

/** A rectangle of whole pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How much of each pixel is marked, 0 to 255, row by row: `width * height` bytes. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Converts to 8 bits per sample. Shares the data of an image that already has 8. */
export function toEightBits({ width, height, data }: DeepPixels): Pixels {
  if (data instanceof Uint8Array) return { width, height, data };
  const bytes = new Uint8Array(data.length);
  // 65535 / 255 is 257: exact at both ends.
  for (let at = 0; at < data.length; at++) bytes[at] = Math.round((data[at] ?? 0) / 257);
  return { width, height, data: bytes };
}

/** Tells whether all pixels are opaque. @param data RGBA */
export function isOpaque(data: DeepPixels['data']): boolean {
  const max = data instanceof Uint16Array ? 65_535 : 255;
  for (let at = 3; at < data.length; at += 4) if (data[at] !== max) return false;
  return true;
}

/** Blends a sample with white, as formats without transparency need it. All from 0 to 255. */
export function onWhite(sample: number, alpha: number): number {
  return alpha === 255 ? sample : Math.round((sample * alpha) / 255 + 255 - alpha);
}

/** Returns the brightness of a color: Rec. 601 luma, as JPEG defines it. Channels and result from 0 to 255. */
export function luma(red: number, green: number, blue: number): number {
  return 0.299 * red + 0.587 * green + 0.114 * blue;
}

/**
 * Returns the smallest box around all pixels that `isInside` accepts; `undefined` if it accepts none.
 *
 * @param isInside gets the index of a pixel, `y * width + x`
 */
export function boundingBox(
  width: number,
  height: number,
  isInside: (at: number) => boolean,
): Box | undefined {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      if (!isInside(at)) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  if (right < 0) return undefined;
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}
