import { isBmp, parseBmp } from './bmp.ts';
import { isGif, parseGif } from './gif.ts';
import { isIco, parseIco } from './ico.ts';
import { detectIsoImageType, parseIsoImage } from './isobmff.ts';
import { isJpeg, parseJpeg } from './jpeg.ts';
import { nothingParsed, startParser, type FormatParser, type ParseResult } from './parser.ts';
import { isPng, parsePng } from './png.ts';
import { isTiff, parseTiff } from './tiff.ts';
import { isWebp, parseWebp } from './webp.ts';

export const IMAGE_TYPES = [
  'png', 'jpeg', 'webp', 'gif', 'avif', 'heic', 'heif', 'bmp', 'ico', 'tiff',
] as const; // prettier-ignore
export type ImageType = (typeof IMAGE_TYPES)[number];

/** Facts from the bytes of an image alone. File names, extensions, and declared MIME types are ignored. */
export interface ImageFacts {
  readonly type: ImageType;
  readonly mimeType: string;
  /** Without a dot: `jpg`. */
  readonly extension: string;
  /** In px as stored, before any Exif orientation; 0 if the bytes do not state it. */
  readonly width: number;
  readonly height: number;
  /** The file's own structure reaches its end: nothing was cut off. */
  readonly isWhole: boolean;
}

/** Returns the MIME type under which browsers and gateways know a type. */
export function mimeTypeOf(type: ImageType): string {
  return type === 'ico' ? 'image/x-icon' : `image/${type}`;
}

const EXTENSIONS: Readonly<Partial<Record<ImageType, string>>> = { jpeg: 'jpg', tiff: 'tif' };

/** Enough to detect every type, including the compatible brands of a short `ftyp` box. */
const HEAD_BYTES = 32;

const PARSERS: Readonly<Record<ImageType, FormatParser>> = {
  png: parsePng,
  jpeg: parseJpeg,
  webp: parseWebp,
  gif: parseGif,
  avif: parseIsoImage,
  heic: parseIsoImage,
  heif: parseIsoImage,
  bmp: parseBmp,
  ico: parseIco,
  tiff: parseTiff,
};

/** Returns the type that the first bytes state. SVG and HTML are not images here. */
export function detectImageType(head: Buffer): ImageType | undefined {
  if (isPng(head)) return 'png';
  if (isJpeg(head)) return 'jpeg';
  if (isWebp(head)) return 'webp';
  if (isGif(head)) return 'gif';
  if (isBmp(head)) return 'bmp';
  if (isIco(head)) return 'ico';
  if (isTiff(head)) return 'tiff';
  return detectIsoImageType(head);
}

export interface ImageInspector {
  /** Takes the next bytes of the file. The caller may reuse them afterwards. */
  push(bytes: Uint8Array): void;
  /** Returns the facts so far; `undefined` if the bytes aren't a known image, or are too few to tell. */
  facts(): ImageFacts | undefined;
  /** Returns all that the parser of the file's type found so far. */
  parsed(): ParseResult;
}

/** Inspects an image while its bytes pass by. Keeps only a few of them in memory. */
export function createImageInspector(): ImageInspector {
  const result = nothingParsed();
  let head: Buffer = Buffer.alloc(0);
  let type: ImageType | undefined;
  let parse: ((bytes: Buffer) => void) | undefined;

  const begin = (): void => {
    type = detectImageType(head);
    if (type === undefined) return;
    parse = startParser(PARSERS[type], result);
    parse(head);
  };

  return {
    push(bytes) {
      let rest = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
      if (parse === undefined) {
        if (head.length >= HEAD_BYTES) return;
        const missing = HEAD_BYTES - head.length;
        head = Buffer.concat([head, rest.subarray(0, missing)]);
        rest = rest.subarray(missing);
        if (head.length >= HEAD_BYTES) begin();
      }
      parse?.(rest);
    },
    facts() {
      // A tiny image may be shorter than the head: start with what there is.
      if (parse === undefined && head.length > 0 && head.length < HEAD_BYTES) begin();
      if (type === undefined) return undefined;
      const { width, height, isWhole } = result;
      return {
        type,
        mimeType: mimeTypeOf(type),
        extension: EXTENSIONS[type] ?? type,
        width,
        height,
        isWhole,
      };
    },
    parsed: () => result,
  };
}

/** Inspects a whole file in memory. Returns `undefined` if it isn't a known image. */
export function inspectImage(file: Uint8Array): ImageFacts | undefined {
  const inspector = createImageInspector();
  inspector.push(file);
  return inspector.facts();
}
