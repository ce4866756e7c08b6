import decode, { init } from '@jsquash/webp/decode.js';
import { webpChunkSize, type Size } from '../formats/webp.ts';
import { frameChunks, riffChunks, riffFile, type RiffChunk } from '../metadata/riffChunks.ts';
import { defineImageData, plainBytes } from './browserImage.ts';
import type { Raster } from './raster.ts';
import { readWasm } from './wasm.ts';

/** The chunks of a picture. */
const PIXEL_CHUNKS: ReadonlySet<string> = new Set(['VP8X', 'ALPH', 'VP8 ', 'VP8L']);
const HAS_ALPHA = 0x10;

export interface WebpImage extends Raster {
  readonly frames: number;
}

/**
 * Decodes a WebP, or the first frame of an animated one.
 *
 * @param size as the file's header states it
 * @throws Error for broken files
 */
export async function decodeWebp(file: Uint8Array, size: Size): Promise<WebpImage> {
  const chunks = [...riffChunks(file)];
  const frames = chunks.filter(({ type }) => type === 'ANMF');
  const [first] = frames;
  const [canvas] = chunks;
  if (first === undefined || canvas?.type !== 'VP8X') {
    // The codec gets nothing but the chunks whose size was checked.
    const pixels = chunks.filter(({ type }) => PIXEL_CHUNKS.has(type)).map(asStill);
    checkSizes(pixels, size);
    return { ...(await decodeStill(riffFile(pixels))), frames: 1 };
  }
  const { data } = first;
  const frame = { width: data.readUIntLE(6, 3) + 1, height: data.readUIntLE(9, 3) + 1 };
  if (frame.width > size.width || frame.height > size.height) {
    throw new RangeError('the frame is larger than the canvas');
  }
  const pixels = [...frameChunks(first)].filter(({ type }) => PIXEL_CHUNKS.has(type));
  checkSizes(pixels, frame);
  return {
    ...onCanvas(await decodeStill(stillFile(first, pixels)), first, canvas),
    frames: frames.length,
  };
}

/** The codec believes the header of the coded pixels, not that of the file or the frame. */
function checkSizes(chunks: readonly RiffChunk[], { width, height }: Size): void {
  for (const { type, data } of chunks) {
    const stated = webpChunkSize(type, data);
    if (stated === undefined && type !== 'ALPH') throw new RangeError('no size');
    if (stated && (stated.width !== width || stated.height !== height)) {
      throw new RangeError('another size than stated');
    }
  }
}

/** Announces nothing but transparency: other chunks of the file are left out. */
function asStill(chunk: RiffChunk): RiffChunk {
  if (chunk.type !== 'VP8X') return chunk;
  const data = Buffer.from(chunk.data);
  data[0] = (data[0] ?? 0) & HAS_ALPHA;
  return { ...chunk, data };
}

async function decodeStill(file: Uint8Array): Promise<Raster> {
  defineImageData();
  await init({ wasmBinary: readWasm('@jsquash/webp/codec/dec/webp_dec.wasm') });
  const { width, height, data } = await decode(file);
  return { width, height, channels: 4, data: plainBytes(data) };
}

/** Builds a file of a frame's own chunks. */
function stillFile({ data }: RiffChunk, chunks: readonly RiffChunk[]): Uint8Array {
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
