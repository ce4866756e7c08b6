import decode, { init } from '@jsquash/webp/decode.js';
import { riffChunks, riffFile, type RiffChunk } from '../metadata/riffChunks.ts';
import { defineImageData, plainBytes } from './browserImage.ts';
import type { Raster } from './raster.ts';
import { readWasm } from './wasm.ts';

/** The bytes of an ANMF chunk before the chunks of its frame (RFC 9649, section 2.7.1.1). */
const FRAME_HEADER_BYTES = 16;
const HAS_ALPHA = 0x10;

export interface WebpImage extends Raster {
  readonly frames: number;
}

/** Decodes a WebP, or the first frame of an animated one. @throws Error for broken files */
export async function decodeWebp(file: Uint8Array): Promise<WebpImage> {
  const chunks = [...riffChunks(file)];
  const frames = chunks.filter(({ type }) => type === 'ANMF');
  const [first] = frames;
  const [canvas] = chunks;
  // The codec takes no view of shared memory, and no animation.
  if (first === undefined || canvas?.type !== 'VP8X') {
    return { ...(await decodeStill(Uint8Array.from(file))), frames: 1 };
  }
  const image = await decodeStill(stillFile(first));
  return { ...onCanvas(image, first, canvas), frames: frames.length };
}

async function decodeStill(file: Uint8Array): Promise<Raster> {
  defineImageData();
  await init({ wasmBinary: readWasm('@jsquash/webp/codec/dec/webp_dec.wasm') });
  const { width, height, data } = await decode(file);
  return { width, height, channels: 4, data: plainBytes(data) };
}

/** Builds a file of a frame's own chunks. */
function stillFile({ data }: RiffChunk): Uint8Array {
  const inner = riffFile([]);
  const parts = data.subarray(FRAME_HEADER_BYTES);
  inner.writeUInt32LE(4 + parts.length, 4);
  const chunks = [...riffChunks(Buffer.concat([inner, parts]))];
  if (!chunks.some(({ type }) => type === 'ALPH')) return riffFile(chunks);
  const header = Buffer.alloc(10);
  header[0] = HAS_ALPHA;
  data.copy(header, 4, 6, 12);
  return riffFile([{ type: 'VP8X', data: header }, ...chunks]);
}

/** Puts a frame in its place on the canvas, which is transparent around it. */
function onCanvas(image: Raster, { data: frame }: RiffChunk, { data: canvas }: RiffChunk): Raster {
  const [width, height] = [canvas.readUIntLE(4, 3) + 1, canvas.readUIntLE(7, 3) + 1];
  if (width === image.width && height === image.height) return image;
  const [left, top] = [2 * frame.readUIntLE(0, 3), 2 * frame.readUIntLE(3, 3)];
  if (left + image.width > width || top + image.height > height) {
    throw new RangeError('the frame is larger than the canvas');
  }
  const data = new Uint8Array(width * height * 4);
  const rowBytes = image.width * 4;
  for (let y = 0; y < image.height; y++) {
    const row = image.data.subarray(y * rowBytes, (y + 1) * rowBytes);
    data.set(row, ((top + y) * width + left) * 4);
  }
  return { width, height, channels: 4, data };
}
