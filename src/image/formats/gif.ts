import { skip, take, type ReadStep, type ParseResult } from './parser.ts';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;

export function isGif(head: Buffer): boolean {
  const magic = head.toString('latin1', 0, 6);
  return magic === 'GIF87a' || magic === 'GIF89a';
}

/** The length of the colour table that a packed field announces; 0 where it announces none. */
function colorTable(packed: number): number {
  return (packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1);
}

function* passSubBlocks(): Generator<ReadStep, void, Buffer> {
  for (;;) {
    const length = (yield take(1)).readUInt8(0);
    if (length === 0) return;
    yield skip(length);
  }
}

/** GIF (GIF89a specification): from block to block; whole once the trailer is here. */
export function* parseGif(seen: ParseResult): Generator<ReadStep, void, Buffer> {
  const screen = yield take(13);
  seen.width = screen.readUInt16LE(6);
  seen.height = screen.readUInt16LE(8);
  yield skip(colorTable(screen.readUInt8(10)));
  let hasPixels = false;
  for (;;) {
    const block = (yield take(1)).readUInt8(0);
    if (block === EXTENSION) {
      yield skip(1);
      yield* passSubBlocks();
    } else if (block === IMAGE) {
      const image = yield take(9);
      yield skip(colorTable(image.readUInt8(8)) + 1);
      yield* passSubBlocks();
      hasPixels = true;
    } else {
      seen.isWhole = block === TRAILER && hasPixels && seen.width > 0 && seen.height > 0;
      return;
    }
  }
}
