/** Pixels in memory. Sizes in px. */

/** Most pixels of one image: 64 megapixels, which are 256 MB here, or 512 MB at 16 bits. */
export const MAX_PIXELS = 64 * 1024 * 1024;
/** GPUs take textures up to this side. */
export const MAX_SIDE = 16_384;

/** RGBA, not premultiplied, row by row: `width * height * 4` samples, 8 bits each. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** The same with 8 or 16 bits a sample, as the file had them: 0 to 255, or 0 to 65535. */
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

/** How much of each pixel is marked: 0 to 255, `width * height` of them. */
export interface Mask {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** With 8 bits a sample: the image itself when it has them already. */
export function toEightBits({ width, height, data }: DeepPixels): Pixels {
  if (data instanceof Uint8Array) return { width, height, data };
  const bytes = new Uint8Array(data.length);
  // 65535 / 255 is 257: exact at both ends.
  for (let at = 0; at < data.length; at++) bytes[at] = Math.round((data[at] ?? 0) / 257);
  return { width, height, data: bytes };
}

/** The smallest box around all that `has` says yes to; `undefined` when that is nothing. */
export function boundingBox(
  width: number,
  height: number,
  has: (at: number) => boolean,
): Box | undefined {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      if (!has(at)) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  if (right < 0) return undefined;
  return { x: left, y: top, width: right - left + 1, height: bottom - top + 1 };
}
