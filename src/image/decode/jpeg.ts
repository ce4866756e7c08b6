import createCodec from '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs';
import type { Raster } from './raster.ts';
import { readWasm } from './wasm.ts';

const PACKAGE = '@cornerstonejs/codec-libjpeg-turbo-8bit';

/**
 * Decodes a gray or color JPEG as libjpeg-turbo does, so that browsers and other tools get the same pixels of it.
 *
 * @returns a view of the codec's memory, which nothing else uses
 * @throws Error for broken files, and for CMYK, which this codec doesn't convert
 */
export async function decodeJpeg(file: Uint8Array): Promise<Raster> {
  const wasmBinary = readWasm(`${PACKAGE}/decodewasm`, 'libjpegturbowasm_decode.wasm');
  const { JPEGDecoder } = await createCodec({ wasmBinary });
  const decoder = new JPEGDecoder();
  decoder.getEncodedBuffer(file.length).set(file);
  try {
    decoder.decode();
  } catch (error) {
    // C++ throws the address of its exception.
    throw new Error('libjpeg-turbo failed', { cause: error });
  }
  const { width, height, componentCount } = decoder.getFrameInfo();
  const data = decoder.getDecodedBuffer();
  if (data.length !== width * height * componentCount) throw new Error('missing samples');
  if (componentCount === 3) return { width, height, channels: 3, data };
  if (componentCount !== 1) throw new Error(`${componentCount} components`);
  const rgb = new Uint8Array(width * height * 3);
  for (let at = 0; at < data.length; at++) rgb.fill(data[at] ?? 0, at * 3, at * 3 + 3);
  return { width, height, channels: 3, data: rgb };
}
