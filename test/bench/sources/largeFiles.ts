/** The large files of users that the bench sends: as large and as costly as real ones, without a real photo in the repository. */
import { bigPng, exif, jpeg, pngChunk } from '../../support/image/images.ts';

export interface LargeFile {
  readonly title: string;
  readonly name: string;
  readonly create: () => Buffer;
}

export const LARGE_FILES: readonly LargeFile[] = [
  { title: 'a turned photo of 48 megapixels', name: 'photo.jpg', create: turnedPhoto },
  { title: 'a GIF of 8 MB', name: 'animation.gif', create: noisyGif },
  { title: 'a PNG of 30 MB with a comment', name: 'screenshot.png', create: commentedPng },
];

/** In px: of 48 megapixels, and of blocks of 8. */
const [PHOTO_WIDTH, PHOTO_HEIGHT, BLOCK] = [8000, 6000, 8];
/** From here on a marker names the coded pixels of the photo (ITU-T T.81, table B.1). */
const [START_OF_FRAME, START_OF_SCAN] = [0xc0, 0xda];

/** Encodes one row of blocks and repeats it, because an encoder in JavaScript takes half a minute for all of them. */
function turnedPhoto(): Buffer {
  let state = 1;
  const grain = () => ((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24) / 8;
  const paint = (x: number, y: number) =>
    [x / 32 + grain(), 200 - y + grain(), 90 + grain()] as const;
  const row = Buffer.from(jpeg(PHOTO_WIDTH, BLOCK, paint, 85));
  const frame = row.indexOf(Buffer.from([0xff, START_OF_FRAME]));
  row.writeUInt16BE(PHOTO_HEIGHT, frame + 5);
  const scan = row.indexOf(Buffer.from([0xff, START_OF_SCAN]));
  const pixels = scan + 2 + row.readUInt16BE(scan + 2);
  const blocks = PHOTO_WIDTH / BLOCK;
  const restart = Buffer.from([0xff, 0xdd, 0, 4, blocks >> 8, blocks & 255]);
  const rows = Array.from({ length: PHOTO_HEIGHT / BLOCK }, (_, n) => [
    row.subarray(pixels, -2),
    Buffer.from([0xff, 0xd0 + (n % 8)]),
  ]).flat();
  return Buffer.concat([
    row.subarray(0, 2),
    exif(6),
    row.subarray(2, scan),
    restart,
    row.subarray(scan, pixels),
    ...rows.slice(0, -1),
    row.subarray(-2),
  ]);
}

/** In px. */
const GIF_SIDE = 2832;
/** With 7 bits per color, each code is one byte until the decoder's table is full: a code that clears it prevents that. */
const [COLOR_BITS, CLEAR, END, CLEAR_EVERY] = [7, 0x80, 0x81, 100];

/** A GIF of one frame of noise, which takes a decoder as long as possible. */
function noisyGif(): Buffer {
  const codes: number[] = [];
  for (let pixel = 0; pixel < GIF_SIDE ** 2; pixel++) {
    if (pixel % CLEAR_EVERY === 0) codes.push(CLEAR);
    codes.push(Math.imul(pixel, 2654435761) >>> 25);
  }
  codes.push(END);
  const bytes = Buffer.from(codes);
  const screen = Buffer.from('GIF89a\0\0\0\0\xf6\0\0', 'latin1');
  const image = Buffer.from(',\0\0\0\0\0\0\0\0\0', 'latin1');
  for (const [part, at] of [[screen, 6], [image, 5]] as const) {
    part.writeUInt16LE(GIF_SIDE, at);
    part.writeUInt16LE(GIF_SIDE, at + 2);
  } // prettier-ignore
  const palette = Buffer.from(Array.from({ length: 3 << COLOR_BITS }, (_, i) => i % 256));
  const blocks: Buffer[] = [];
  for (let at = 0; at < bytes.length; at += 255) {
    const block = bytes.subarray(at, at + 255);
    blocks.push(Buffer.from([block.length]), block);
  }
  const end = Buffer.from([0, 0x3b]);
  return Buffer.concat([screen, palette, image, Buffer.from([COLOR_BITS]), ...blocks, end]);
}

const PNG_MB = 30;
/** Where the chunks after a PNG's header begin. */
const AFTER_HEADER = 33;

function commentedPng(): Buffer {
  const png = Buffer.from(bigPng(PNG_MB * 1_000_000));
  const comment = pngChunk('tEXt', Buffer.from('Comment\0from a screen', 'latin1'));
  return Buffer.concat([png.subarray(0, AFTER_HEADER), comment, png.subarray(AFTER_HEADER)]);
}
