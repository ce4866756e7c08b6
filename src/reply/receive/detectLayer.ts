import { detectImageType } from '../../image/formats/inspect.ts';
import { canDecompress, Decompressor, type Coding } from './decompressor.ts';
import type { Peekable } from './peekable.ts';

/** What encodes a body, from the outside: a compression, or a character encoding that isn't UTF-8. */
export type Layer = Coding | 'utf16le' | 'utf16be';

/** Enough to tell text and images from compressed bytes: by chance, one of ten million random heads looks like text. */
export const HEAD_BYTES = 64;
/** Fewer bytes of content look like text by chance, so they count only when the header names the encoding. */
const MIN_CONTENT_BYTES = 16;
/** The tables at the start of a compressed stream may fill several hundred bytes before the first byte of content. */
const TRIAL_BYTES = 2048;
/** A trial needs only the first bytes of content. */
const MAX_TRIAL_OUTPUT = 64 << 10;
/** A body that is encoded twice, both times without a mark, is found too. */
const TRIAL_DEPTH = 1;

const NAMES: Readonly<Record<string, readonly Coding[]>> = {
  gzip: ['gzip'],
  'x-gzip': ['gzip'],
  // RFC 9110 (8.4.1.2) means zlib's format by "deflate", but several servers send a raw stream.
  deflate: ['zlib', 'deflate'],
  br: ['br'],
  zstd: ['zstd'],
};

/** Detects the outermost encoding of a body from its first bytes. Returns undefined if there is none, or if Easel can't decode it. */
export async function detectLayer(
  source: Pick<Peekable, 'peek'>,
  header: string | undefined,
): Promise<Layer | undefined> {
  const head = await source.peek(HEAD_BYTES);
  if (head.length === 0) return undefined;
  const hints = hintsOf(header);
  // An empty body is one byte of Brotli, which looks like a character.
  const isEmptyBrotli = head.length === 1 && hints.includes('br');
  const marked = isEmptyBrotli ? undefined : detectMark(head);
  if (marked !== undefined) return marked === 'plain' ? undefined : marked;
  return await tryCodings(await source.peek(TRIAL_BYTES), hints, TRIAL_DEPTH);
}

/** Returns the encodings that a header names, the outermost first. Names that Easel doesn't know hint at nothing. */
function hintsOf(header: string | undefined): readonly Coding[] {
  const names = (header ?? '').toLowerCase().split(',').reverse();
  return names.flatMap((name) => NAMES[name.trim()] ?? []);
}

/** Returns what the first bytes state without doubt; `undefined` when they state nothing. */
function detectMark(head: Buffer): Layer | 'plain' | undefined {
  if (head[0] === 0x1f && head[1] === 0x8b) return 'gzip';
  // A frame of Zstandard, or one that decoders skip (RFC 8878, 3.1).
  const magic = head.length < 4 ? 0 : head.readUInt32LE(0);
  if (magic === 0xfd2fb528 || (magic & 0xfffffff0) >>> 0 === 0x184d2a50) {
    return canDecompress('zstd') ? 'zstd' : 'plain';
  }
  if (detectImageType(head) !== undefined) return 'plain';
  return detectUtf16(head) ?? (isText(head) ? 'plain' : undefined);
}

/** Recognizes UTF-16 by its byte order mark, or by the NUL in each of the first ASCII characters. */
function detectUtf16(head: Buffer): 'utf16le' | 'utf16be' | undefined {
  const [a = 0, b = 0, c = 0, d = 0] = head;
  if ((a === 0xff && b === 0xfe) || (isAscii(a) && b === 0 && isAscii(c) && d === 0)) {
    return 'utf16le';
  }
  if ((a === 0xfe && b === 0xff) || (a === 0 && isAscii(b) && c === 0 && isAscii(d))) {
    return 'utf16be';
  }
  return undefined;
}

function isAscii(byte: number): boolean {
  return byte >= 0x09 && byte < 0x7f;
}

/** Returns whether bytes are UTF-8 without control characters. The last character may be incomplete. */
export function isText(head: Buffer): boolean {
  const isControl = (byte: number): boolean =>
    byte === 0x7f || (byte < 0x20 && (byte < 0x09 || byte > 0x0d));
  if (head.some(isControl)) return false;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return true;
  } catch {
    return false;
  }
}

/** Tries the encodings that have no mark of their own: what they make of the first bytes shows whether it is one of them. */
async function tryCodings(
  start: Buffer,
  hints: readonly Coding[],
  depth: number,
): Promise<Coding | undefined> {
  const [cmf = 0, flags = 0] = start;
  // RFC 1950, 2.2.
  const isZlib = (cmf & 0x0f) === 8 && cmf >> 4 <= 7 && (cmf * 256 + flags) % 31 === 0;
  const possible: readonly Coding[] = isZlib ? ['zlib', 'br', 'deflate'] : ['br', 'deflate'];
  const hinted = hints.filter((hint) => possible.includes(hint));
  const contents: { readonly coding: Coding; readonly content: Buffer }[] = [];
  for (const coding of new Set([...hinted, ...possible])) {
    const content = await tryCoding(start, coding);
    if (content === undefined) continue;
    const isEnough = content.length >= (hinted.includes(coding) ? 1 : MIN_CONTENT_BYTES);
    if (isEnough && detectMark(content.subarray(0, HEAD_BYTES)) !== undefined) return coding;
    contents.push({ coding, content });
  }
  // Only now: compressed bytes have uncompressed parts, in which anything can be found.
  for (const { coding, content } of depth > 0 ? contents : []) {
    const inner = await tryCodings(content, [], depth - 1);
    if (content.length >= MIN_CONTENT_BYTES && inner !== undefined) return coding;
  }
  return contents.find(({ coding }) => hinted.includes(coding))?.coding;
}

/** Returns the first bytes of content that an encoding finds in a body; `undefined` when the body isn't encoded that way. */
async function tryCoding(start: Buffer, coding: Coding): Promise<Buffer | undefined> {
  const decompressor = new Decompressor(coding, MAX_TRIAL_OUTPUT);
  try {
    const pieces = await decompressor.write(start);
    return decompressor.hasFailed ? undefined : Buffer.concat(pieces).subarray(0, TRIAL_BYTES);
  } finally {
    decompressor.destroy();
  }
}
