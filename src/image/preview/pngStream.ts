/** Reads a PNG file while it arrives, without holding its pixels. */
import { isPng } from '../formats/png.ts';

/** The header of a PNG of the kind that image models send: RGB or RGBA, 8 bits, not interlaced. */
export interface PngHeader {
  /** In px. */
  readonly width: number;
  readonly height: number;
  /** 3 is RGB, 4 is RGBA, with 8 bits each. */
  readonly channels: 3 | 4;
  /** The chunks that define the color space, byte for byte as in the file. */
  readonly colorSpace: readonly Buffer[];
}

/** Reads the bytes of a file that arrives in pieces. */
export interface ByteReader {
  /** Returns exactly `length` bytes; `undefined` if the file ends earlier. */
  readonly read: (length: number) => Promise<Buffer | undefined>;
  /** Returns the bytes that are available, at least 1 and at most `limit`; `undefined` at the end of the file. */
  readonly readSome: (limit: number) => Promise<Buffer | undefined>;
}

/** These chunks precede the pixels (PNG 11.3.2). */
const COLOR_SPACE_CHUNKS: ReadonlySet<string> = new Set(['cICP', 'iCCP', 'sRGB', 'gAMA', 'cHRM']);
/** Leaves room for display profiles (a few KB) and for a camera's texts and thumbnails. */
const MAX_CHUNK_BYTES = 4 << 20;
const SIGNATURE_BYTES = 8;
const CRC_BYTES = 4;
const IHDR_BYTES = 13;

/** @param pieces of any size; each is kept until it is read */
export function createByteReader(pieces: AsyncIterable<Uint8Array>): ByteReader {
  const source = pieces[Symbol.asyncIterator]();
  let unread: Buffer = Buffer.alloc(0);

  async function receive(): Promise<boolean> {
    const next = await source.next();
    if (next.done === true) return false;
    const { buffer, byteOffset, byteLength } = next.value;
    const piece = Buffer.from(buffer, byteOffset, byteLength);
    unread = unread.length === 0 ? piece : Buffer.concat([unread, piece]);
    return true;
  }

  function consume(length: number): Buffer {
    const part = unread.subarray(0, length);
    unread = unread.subarray(length);
    return part;
  }

  return {
    read: async (length) => {
      while (unread.length < length) if (!(await receive())) return undefined;
      return consume(length);
    },
    readSome: async (limit) => {
      while (unread.length === 0) if (!(await receive())) return undefined;
      return consume(Math.min(limit, unread.length));
    },
  };
}

/**
 * Reads up to the first pixels. Everything that the header needs precedes them (PNG 5.6).
 *
 * @returns the header, and the length of the first IDAT chunk in bytes; `undefined` for files that aren't PNG or are of an unusual
 * kind (see {@link PngHeader})
 */
export async function readPngHeader(
  bytes: ByteReader,
): Promise<{ readonly header: PngHeader; readonly firstDataBytes: number } | undefined> {
  const signature = await bytes.read(SIGNATURE_BYTES);
  const layout = signature && isPng(signature) ? parseIhdr(await readChunk(bytes)) : undefined;
  if (layout === undefined) return undefined;
  const colorSpace: Buffer[] = [];
  for (;;) {
    const chunk = await readChunk(bytes);
    if (chunk === undefined) return undefined;
    if (chunk.type === 'IDAT')
      return { header: { ...layout, colorSpace }, firstDataBytes: chunk.length };
    // In an RGB image, tRNS makes one color transparent, so its pixels are not all opaque.
    if (chunk.type === 'tRNS') return undefined;
    if (COLOR_SPACE_CHUNKS.has(chunk.type))
      colorSpace.push(Buffer.concat([chunk.start, chunk.rest]));
  }
}

interface Chunk {
  readonly type: string;
  /** The length of the data, in bytes. */
  readonly length: number;
  /** Length and type. */
  readonly start: Buffer;
  /** Data and CRC; empty for IDAT, which is read in parts. */
  readonly rest: Buffer;
}

async function readChunk(bytes: ByteReader): Promise<Chunk | undefined> {
  const start = await bytes.read(8);
  if (start === undefined) return undefined;
  const [length, type] = [start.readUInt32BE(0), start.toString('latin1', 4)];
  if (type === 'IDAT') return { type, length, start, rest: Buffer.alloc(0) };
  const rest = length > MAX_CHUNK_BYTES ? undefined : await bytes.read(length + CRC_BYTES);
  return rest && { type, length, start, rest };
}

/** Reads the header chunk (PNG 11.2.1); returns `undefined` for unusual kinds. */
function parseIhdr(chunk: Chunk | undefined): Omit<PngHeader, 'colorSpace'> | undefined {
  if (chunk?.type !== 'IHDR' || chunk.length !== IHDR_BYTES) return undefined;
  const { rest } = chunk;
  const [depth, colorType, , , interlace] = rest.subarray(8);
  const channels = colorType === 2 ? 3 : colorType === 6 ? 4 : undefined;
  if (depth !== 8 || channels === undefined || interlace !== 0) return undefined;
  return { width: rest.readUInt32BE(0), height: rest.readUInt32BE(4), channels };
}

/**
 * Yields the compressed pixels: the data of all IDAT chunks, which follow one another (PNG 11.2.3).
 *
 * @param firstDataBytes length of the IDAT chunk whose data comes next, in bytes
 */
export async function* readPngData(
  bytes: ByteReader,
  firstDataBytes: number,
): AsyncGenerator<Buffer> {
  let remaining = firstDataBytes;
  for (;;) {
    while (remaining > 0) {
      const part = await bytes.readSome(remaining);
      if (part === undefined) return;
      remaining -= part.length;
      yield part;
    }
    await bytes.read(CRC_BYTES);
    const chunk = await readChunk(bytes);
    if (chunk?.type !== 'IDAT') return;
    remaining = chunk.length;
  }
}
