import { isBmp, parseBmp } from './bmp.ts';
import { isGif, parseGif } from './gif.ts';
import { detectIsoImageType, parseIsoImage } from './isobmff.ts';
import { isJpeg, parseJpeg } from './jpeg.ts';
import { isPng, parsePng } from './png.ts';
import { startParser, type ParseResult, type FormatParser } from './parser.ts';
import { isWebp, parseWebp } from './webp.ts';

export const IMAGE_TYPES = ['png', 'jpeg', 'webp', 'gif', 'avif', 'heic', 'heif', 'bmp'] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];

/** What an image's bytes say of it: labels, names and extensions have no vote. */
export interface ImageFacts {
  readonly type: ImageType;
  readonly mimeType: string;
  /** Without a dot: `jpg`. */
  readonly extension: string;
  /** In px; 0 where the bytes do not say. */
  readonly width: number;
  readonly height: number;
  /** The file's own structure runs to its end: nothing was cut off. */
  readonly isWhole: boolean;
}

/** Enough to tell every type by its first bytes, the compatible brands of a short `ftyp` included. */
const HEAD_BYTES = 32;

const WALKERS: Readonly<Record<ImageType, FormatParser>> = {
  png: parsePng,
  jpeg: parseJpeg,
  webp: parseWebp,
  gif: parseGif,
  avif: parseIsoImage,
  heic: parseIsoImage,
  heif: parseIsoImage,
  bmp: parseBmp,
};

/** The type by the first bytes, `undefined` for what is no image (SVG and HTML are none). */
function detectType(head: Buffer): ImageType | undefined {
  if (isPng(head)) return 'png';
  if (isJpeg(head)) return 'jpeg';
  if (isWebp(head)) return 'webp';
  if (isGif(head)) return 'gif';
  if (isBmp(head)) return 'bmp';
  return detectIsoImageType(head);
}

export interface ImageInspector {
  /** Takes the next bytes; they may be reused afterwards. */
  push(bytes: Uint8Array): void;
  /** What the bytes so far say; `undefined` while or because they are no known image. */
  facts(): ImageFacts | undefined;
}

/** Finds an image's facts while its bytes pass by, holding a few of them at most. */
export function createImageInspector(): ImageInspector {
  const seen: ParseResult = { width: 0, height: 0, isWhole: false };
  let head: Buffer = Buffer.alloc(0);
  let type: ImageType | undefined;
  let walk: ((bytes: Buffer) => void) | undefined;

  const begin = (): void => {
    type = detectType(head);
    if (type === undefined) return;
    walk = startParser(WALKERS[type], seen);
    walk(head);
  };

  return {
    push(bytes) {
      let fresh = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (walk === undefined) {
        if (head.length >= HEAD_BYTES) return;
        const missing = HEAD_BYTES - head.length;
        head = Buffer.concat([head, fresh.subarray(0, missing)]);
        fresh = fresh.subarray(missing);
        if (head.length >= HEAD_BYTES) begin();
      }
      walk?.(fresh);
    },
    facts() {
      // A tiny image may be shorter than the head: look at what there is, and go on from there.
      if (walk === undefined && head.length > 0 && head.length < HEAD_BYTES) begin();
      if (type === undefined) return undefined;
      return {
        type,
        mimeType: `image/${type}`,
        extension: type === 'jpeg' ? 'jpg' : type,
        ...seen,
      };
    },
  };
}

/** The facts of an image that is in memory; `undefined` for what is no known image. */
export function inspectImage(bytes: Uint8Array): ImageFacts | undefined {
  const inspector = createImageInspector();
  inspector.push(bytes);
  return inspector.facts();
}
