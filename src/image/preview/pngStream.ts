import { isPng } from '../formats/png.ts';

/** What a PNG says before its pixels, of the kind that image models send: RGB or RGBA, 8 bits, not interlaced. */
export interface PngHeader {
  /** In px. */
  readonly width: number;
  readonly height: number;
  /** 3: RGB, 4: RGBA; of 8 bits each. */
  readonly channels: 3 | 4;
  /** Chunks that say which colours the numbers mean, as they stand in the file. */
  readonly colorSpace: readonly Buffer[];
}

/** The bytes of a file that comes in pieces. */
export interface ByteReader {
  /** Exactly so many; `undefined`: the file ends before. */
  readonly take: (length: number) => Promise<Buffer | undefined>;
  /** What is here, and at most so many. */
  readonly upTo: (length: number) => Promise<Buffer | undefined>;
}

/** PNG 11.3.2: they stand before the pixels. */
const COLOR_SPACE: ReadonlySet<string> = new Set(['cICP', 'iCCP', 'sRGB', 'gAMA', 'cHRM']);
/** A profile of a screen has some KB; text and thumbnails of a camera may have more. */
const MOST_CHUNK_BYTES = 4 << 20;
const SIGNATURE_BYTES = 8;
const CRC_BYTES = 4;

/** @param pieces of any size; each is held until it is read */
export function createByteReader(pieces: AsyncIterable<Uint8Array>): ByteReader {
  const source = pieces[Symbol.asyncIterator]();
  let held: Buffer = Buffer.alloc(0);

  async function more(): Promise<boolean> {
    const next = await source.next();
    if (next.done === true) return false;
    const { buffer, byteOffset, byteLength } = next.value;
    const piece = Buffer.from(buffer, byteOffset, byteLength);
    held = held.length === 0 ? piece : Buffer.concat([held, piece]);
    return true;
  }

  function cut(length: number): Buffer {
    const part = held.subarray(0, length);
    held = held.subarray(length);
    return part;
  }

  return {
    take: async (length) => {
      while (held.length < length) if (!(await more())) return undefined;
      return cut(length);
    },
    upTo: async (length) => {
      while (held.length === 0) if (!(await more())) return undefined;
      return cut(Math.min(length, held.length));
    },
  };
}

/**
 * Reads to the first pixels (PNG 5.6: what else there is to know stands before them).
 *
 * @returns `undefined` for what is no PNG, or not of the usual kind; otherwise also how long the first IDAT is, in bytes
 */
export async function readPngHeader(
  bytes: ByteReader,
): Promise<{ readonly head: PngHeader; readonly firstData: number } | undefined> {
  const start = await bytes.take(SIGNATURE_BYTES);
  const usual = start && isPng(start) ? usualHead(await chunk(bytes)) : undefined;
  if (usual === undefined) return undefined;
  const colorSpace: Buffer[] = [];
  for (;;) {
    const next = await chunk(bytes);
    if (next === undefined) return undefined;
    if (next.type === 'IDAT') return { head: { ...usual, colorSpace }, firstData: next.length };
    // One colour of an RGB picture may be transparent: then it is not opaque, which it says it is.
    if (next.type === 'tRNS') return undefined;
    if (COLOR_SPACE.has(next.type)) colorSpace.push(Buffer.concat([next.start, next.rest]));
  }
}

interface Chunk {
  readonly type: string;
  /** Of its data, in bytes. */
  readonly length: number;
  readonly start: Buffer;
  /** Data and CRC; of pixels, which may be many, nothing is read yet. */
  readonly rest: Buffer;
}

async function chunk(bytes: ByteReader): Promise<Chunk | undefined> {
  const start = await bytes.take(8);
  if (start === undefined) return undefined;
  const [length, type] = [start.readUInt32BE(0), start.toString('latin1', 4)];
  if (type === 'IDAT') return { type, length, start, rest: Buffer.alloc(0) };
  const rest = length > MOST_CHUNK_BYTES ? undefined : await bytes.take(length + CRC_BYTES);
  return rest && { type, length, start, rest };
}

/** PNG 11.2.1. */
function usualHead(header: Chunk | undefined): Omit<PngHeader, 'colorSpace'> | undefined {
  if (header?.type !== 'IHDR' || header.length !== 13) return undefined;
  const { rest } = header;
  const [depth, colorType, , , interlace] = rest.subarray(8);
  const channels = colorType === 2 ? 3 : colorType === 6 ? 4 : undefined;
  if (depth !== 8 || channels === undefined || interlace !== 0) return undefined;
  return { width: rest.readUInt32BE(0), height: rest.readUInt32BE(4), channels };
}

/** The packed pixels: what the IDAT chunks hold, which follow one another (PNG 11.2.3). @param first of the one begun, in bytes */
export async function* readPngData(bytes: ByteReader, first: number): AsyncGenerator<Buffer> {
  let left = first;
  for (;;) {
    while (left > 0) {
      const part = await bytes.upTo(left);
      if (part === undefined) return;
      left -= part.length;
      yield part;
    }
    await bytes.take(CRC_BYTES);
    const next = await chunk(bytes);
    if (next?.type !== 'IDAT') return;
    left = next.length;
  }
}
