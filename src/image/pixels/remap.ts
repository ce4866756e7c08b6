import type { Pixels } from './pixels.ts';

/** Returns the source pixel, in whole px, for a pixel of the new image. */
export type SourceOf = (x: number, y: number) => readonly [x: number, y: number];

/** Builds an image of another size or orientation by taking every pixel from the place in `image` that `sourceOf` names. */
export function remap(image: Pixels, width: number, height: number, sourceOf: SourceOf): Pixels {
  const source = wholePixels(image.data);
  const target = new Uint32Array(width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at++) {
      const [column, row] = sourceOf(x, y);
      target[at] = source[row * image.width + column] ?? 0;
    }
  }
  return { width, height, data: new Uint8Array(target.buffer) };
}

/** One number per pixel. Typed arrays of 32 bits need an offset that is a multiple of 4; other data is copied. */
function wholePixels(data: Uint8Array): Uint32Array {
  const { buffer, byteOffset, length } = data.byteOffset % 4 === 0 ? data : Uint8Array.from(data);
  return new Uint32Array(buffer, byteOffset, length / 4);
}
