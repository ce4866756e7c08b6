import encode, { init } from '@jsquash/webp/encode.js';
import { readWasm } from '../image/decode/wasm.ts';
import { riffChunks, riffFile } from '../image/metadata/riffChunks.ts';
import { isOpaque, type Pixels } from '../image/pixels/pixels.ts';

/** Flags of the header (RFC 9649, section 2.7). */
const [HAS_PROFILE, HAS_ALPHA] = [0x20, 0x10];

let ready: Promise<void> | undefined;

/** Compiles the encoder, once: a search for the best quality encodes a dozen times. */
export async function loadWebpEncoder(): Promise<void> {
  ready ??= init({ wasmBinary: readWasm('@jsquash/webp/codec/enc/webp_enc_simd.wasm') });
  await ready;
}

/**
 * Encodes a WebP.
 *
 * @param quality 1 to 100
 * @param profile an ICC profile
 * @throws Error for a side that is too long
 */
export async function encodeWebp(
  { width, height, data }: Pixels,
  quality: number,
  profile?: Uint8Array,
): Promise<Uint8Array> {
  await loadWebpEncoder();
  const file = new Uint8Array(await encode({ width, height, data }, { quality }));
  if (profile === undefined) return file;
  const header = Buffer.alloc(10);
  header[0] = HAS_PROFILE | (isOpaque(data) ? 0 : HAS_ALPHA);
  header.writeUIntLE(width - 1, 4, 3);
  header.writeUIntLE(height - 1, 7, 3);
  const pixels = [...riffChunks(file)].filter(({ type }) => type !== 'VP8X');
  return riffFile([
    { type: 'VP8X', data: header },
    { type: 'ICCP', data: Buffer.from(profile) },
    ...pixels,
  ]);
}
