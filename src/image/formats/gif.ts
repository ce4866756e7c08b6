import { read, skip, skipBlocks, type ParseResult, type ReadStep } from './parser.ts';

const EXTENSION = 0x21;
const IMAGE = 0x2c;
const TRAILER = 0x3b;

export function isGif(head: Buffer): boolean {
  const magic = head.toString('latin1', 0, 6);
  return magic === 'GIF87a' || magic === 'GIF89a';
}

/** Returns the length in bytes of the color table that a packed field announces; 0 if it announces none. */
function colorTableBytes(packed: number): number {
  return (packed & 0x80) === 0 ? 0 : 3 * 2 ** ((packed & 7) + 1);
}

/** Parses GIF block by block (GIF89a specification). The file is whole after the trailer. */
export function* parseGif(result: ParseResult): Generator<ReadStep, void, Buffer> {
  const screen = yield read(13);
  result.width = screen.readUInt16LE(6);
  result.height = screen.readUInt16LE(8);
  yield skip(colorTableBytes(screen.readUInt8(10)));
  for (;;) {
    const block = (yield read(1)).readUInt8(0);
    if (block === EXTENSION) {
      yield skip(1);
      yield skipBlocks;
    } else if (block === IMAGE) {
      const image = yield read(9);
      yield skip(colorTableBytes(image.readUInt8(8)) + 1);
      yield skipBlocks;
      result.frames += 1;
    } else {
      const hasPixels = result.frames > 0 && result.width > 0 && result.height > 0;
      result.isWhole = block === TRAILER && hasPixels;
      return;
    }
  }
}
