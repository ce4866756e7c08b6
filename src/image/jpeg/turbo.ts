/** libjpeg-turbo, which is loaded when the first JPEG needs it. */
import createCodec from '@cornerstonejs/codec-libjpeg-turbo-8bit/wasmjs';
import type { Raster } from '../decode/raster.ts';
import { readWasm } from '../decode/wasm.ts';
import { onWhite, type Pixels } from '../pixels/pixels.ts';

/**
 * Decodes a gray or color JPEG as libjpeg-turbo does, so that browsers and other tools get the same pixels of it.
 *
 * @returns a view of the codec's memory, which nothing else uses
 * @throws Error for broken files, and for CMYK, which this codec doesn't convert
 */
export async function decodeJpeg(file: Uint8Array): Promise<Raster> {
  const { JPEGDecoder } = await loadTurbo();
  const decoder = new JPEGDecoder();
  decoder.getEncodedBuffer(file.length).set(file);
  runTurbo(() => {
    decoder.decode();
  });
  const { width, height, componentCount } = decoder.getFrameInfo();
  const data = decoder.getDecodedBuffer();
  if (data.length !== width * height * componentCount) throw new Error('missing samples');
  if (componentCount === 3) return { width, height, channels: 3, data };
  if (componentCount !== 1) throw new Error(`${componentCount} components`);
  const rgb = new Uint8Array(width * height * 3);
  for (let at = 0; at < data.length; at++) rgb.fill(data[at] ?? 0, at * 3, at * 3 + 3);
  return { width, height, channels: 3, data: rgb };
}

/**
 * Encodes a JPEG file with full color resolution. Transparent pixels are blended with white.
 *
 * @param quality 1 to 100
 * @throws Error if the file is larger than its samples, as of noise and of tiny images, and if the codec fails
 */
export async function encodeWithTurbo(
  { width, height, data }: Pixels,
  quality: number,
): Promise<Uint8Array> {
  const { JPEGEncoder } = await loadTurbo();
  const encoder = new JPEGEncoder();
  const facts = { width, height, bitsPerSample: 8, componentCount: 3, isSigned: false } as const;
  writeOnWhite(data, encoder.getDecodedBuffer(facts));
  encoder.setQuality(quality);
  // Progressive files take twice as long.
  encoder.setProgressive(false);
  runTurbo(() => {
    encoder.encode();
  });
  const file = encoder.getEncodedBuffer();
  // The codec has room for this many bytes, and no check of its own: what comes after them is lost.
  if (file.length > width * height * 3) throw new Error('the file is larger than its samples');
  return Uint8Array.from(file);
}

/** @param rgba samples, @param rgb receives them without transparency */
function writeOnWhite(rgba: Uint8Array, rgb: Uint8Array): void {
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    const alpha = rgba[from + 3] ?? 255;
    if (alpha === 255) {
      // Most pixels are opaque, and one check per pixel is faster than three.
      rgb[to] = rgba[from] ?? 0;
      rgb[to + 1] = rgba[from + 1] ?? 0;
      rgb[to + 2] = rgba[from + 2] ?? 0;
      continue;
    }
    rgb[to] = onWhite(rgba[from] ?? 0, alpha);
    rgb[to + 1] = onWhite(rgba[from + 1] ?? 0, alpha);
    rgb[to + 2] = onWhite(rgba[from + 2] ?? 0, alpha);
  }
}

/** Loads the codec with a memory of its own. */
async function loadTurbo() {
  const specifier = '@cornerstonejs/codec-libjpeg-turbo-8bit/wasm';
  return await createCodec({ wasmBinary: readWasm(specifier, 'libjpegturbowasm.wasm') });
}

/** Runs the codec. C++ throws the address of its exception. */
function runTurbo(work: () => void): void {
  try {
    work();
  } catch (error) {
    throw new Error('libjpeg-turbo failed', { cause: error });
  }
}
