/** A parser's request: to read the next bytes, to skip bytes or blocks, or to skip everything up to a byte value. */
export type ReadStep =
  | { readonly read: number }
  | { readonly skip: number }
  | { readonly skipBlocks: true }
  | { readonly skipPast: number; readonly isFalse: (next: number) => boolean };

/** The facts that a parser has found so far. */
export interface ParseResult {
  /** In px; 0 until the parser has read the size. */
  width: number;
  height: number;
  /** The structure of the file has reached its end. */
  isWhole: boolean;
  /** Bytes follow that end, or the place where the parser gave up. */
  hasMore: boolean;
  /** As Exif numbers it: 1, upright, also where the file states none. Only parsers of types that state it before the pixels set it. */
  orientation: number;
  /** The file has parts that no decoder needs. Only parsers of types that Easel can rewrite set it. */
  hasPrivateParts: boolean;
  /** The header allows transparent pixels. An image that may have them can be opaque. */
  mayHaveAlpha: boolean;
  /** The number of frames so far. Only parsers of GIF and WebP count them. */
  frames: number;
}

/** Returns what is known before the first byte. */
export function nothingParsed(): ParseResult {
  return {
    width: 0,
    height: 0,
    isWhole: false,
    hasMore: false,
    orientation: 1,
    hasPrivateParts: false,
    mayHaveAlpha: false,
    frames: 0,
  };
}

/** Reads one file format: yields the steps it needs, and writes its findings into `result`. */
export type FormatParser = (result: ParseResult) => Generator<ReadStep, void, Buffer>;

/** @param bytes how many; the parser gets them as one buffer */
export const read = (bytes: number): ReadStep => ({ read: bytes });
/** @param bytes how many; the parser gets an empty buffer */
export const skip = (bytes: number): ReadStep => ({ skip: bytes });
/**
 * Skips everything up to and including the next byte of this value, 0 to 255.
 *
 * @param isFalse tells by the byte that follows that this isn't the one: a photo has a hundred thousand such places, and a step of the
 * parser for each would leave megabytes of garbage
 */
export const skipPast = (byte: number, isFalse: (next: number) => boolean): ReadStep => ({
  skipPast: byte,
  isFalse,
});

/**
 * Skips blocks that begin with their length, one byte each, up to and including one of length 0. An animation has a hundred
 * thousand, and a step of the parser for each would leave megabytes of garbage.
 */
export const skipBlocks: ReadStep = { skipBlocks: true };

const EMPTY = Buffer.alloc(0);

/**
 * Starts a parser and returns a function that feeds it bytes in pieces of any size. Memory is bounded by the largest
 * `read` of the parser, never by the image, and the cost of a byte does not depend on the size of the pieces.
 */
export function startParser(parser: FormatParser, result: ParseResult): (bytes: Buffer) => void {
  const steps = parser(result);
  let step = steps.next();
  // The start of a `read` that spans several pieces.
  let partial: Buffer = EMPTY;
  let partialBytes = 0;
  let skipped = 0;
  const findPast = createFinder();
  const findBlocksEnd = createBlocksFinder();

  /** Doubles the buffer when it is full: a `read` may be a megabyte that arrives byte by byte, or never. */
  const append = (bytes: Buffer, limit: number): void => {
    if (partialBytes + bytes.length > partial.length) {
      const size = Math.max(2 * partial.length, partialBytes + bytes.length);
      const larger = Buffer.allocUnsafe(Math.min(limit, size));
      partial.copy(larger, 0, 0, partialBytes);
      partial = larger;
    }
    partialBytes += bytes.copy(partial, partialBytes);
  };

  return (bytes) => {
    let at = 0;
    while (step.done !== true) {
      const request = step.value;
      if ('read' in request) {
        const part = bytes.subarray(at, at + request.read - partialBytes);
        at += part.length;
        if (part.length === request.read) {
          step = steps.next(part);
          continue;
        }
        append(part, request.read);
        if (partialBytes < request.read) return;
        const complete = partial;
        partial = EMPTY;
        partialBytes = 0;
        step = steps.next(complete);
      } else if ('skip' in request) {
        const count = Math.min(request.skip - skipped, bytes.length - at);
        skipped += count;
        at += count;
        if (skipped < request.skip) return;
        skipped = 0;
        step = steps.next(EMPTY);
      } else {
        const end =
          'skipBlocks' in request ? findBlocksEnd(bytes, at) : findPast(bytes, at, request);
        if (end === undefined) return;
        at = end;
        step = steps.next(EMPTY);
      }
    }
    if (at < bytes.length) result.hasMore = true;
  };
}

type SkipPast = Extract<ReadStep, { readonly skipPast: number }>;

/** Returns a function that returns the place behind the byte of a step; undefined if a piece doesn't have it. */
function createFinder(): (piece: Buffer, start: number, step: SkipPast) => number | undefined {
  // The byte was the last one of its piece.
  let isFound = false;
  return (piece, start, { skipPast, isFalse }) => {
    for (let at = start; ;) {
      if (!isFound) {
        const found = piece.indexOf(skipPast, at);
        if (found < 0) return undefined;
        at = found + 1;
      }
      const next = piece[at];
      isFound = next === undefined;
      if (next === undefined) return undefined;
      if (!isFalse(next)) return at;
      // The byte that follows may be the one.
      if (next !== skipPast) at += 1;
    }
  };
}

/** Returns a function that returns the place behind the last block; undefined if a piece doesn't have it. */
function createBlocksFinder(): (piece: Buffer, start: number) => number | undefined {
  // How many bytes of the current block the next pieces hold.
  let left = 0;
  return (piece, start) => {
    for (let at = start; ;) {
      const count = Math.min(left, piece.length - at);
      left -= count;
      at += count;
      const length = piece[at];
      if (length === undefined) return undefined;
      at += 1;
      if (length === 0) return at;
      left = length;
    }
  };
}
