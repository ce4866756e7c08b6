import decode, { init } from '@jsquash/avif/decode.js';
import { defineImageData, plainBytes } from './browserImage.ts';
import type { Raster } from './raster.ts';
import { readWasm } from './wasm.ts';

/** Decodes the first frame of a file. @throws Error for broken files */
export async function decodeAvif(file: Uint8Array): Promise<Raster> {
  defineImageData();
  await init({ wasmBinary: readWasm('@jsquash/avif/codec/dec/avif_dec.wasm') });
  // The codec takes no view of shared memory.
  const { width, height, data } = await decode(Uint8Array.from(file));
  return { width, height, channels: 4, data: plainBytes(data) };
}
