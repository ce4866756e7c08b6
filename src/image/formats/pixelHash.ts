import { createHash } from 'node:crypto';
import type { ImageType } from './inspect.ts';

/** A parser's request: to get bytes, to hash bytes, or to leave them out. `Infinity` means all that follow. */
type Step =
  | { readonly read: number }
  | { readonly hash: number; readonly header: Buffer }
  | { readonly omit: number };

type Sections = () => Generator<Step, void, Buffer>;

/** Ancillary chunks that change what is seen: transparency, and the frames of an animation. */
const VISIBLE_CHUNKS: ReadonlySet<string> = new Set(['tRNS', 'acTL', 'fcTL', 'fdAT']);

function* pngSections(): Generator<Step, void, Buffer> {
  yield { omit: 8 };
  for (;;) {
    const header = yield { read: 8 };
    const type = header.toString('latin1', 4, 8);
    const length = header.readUInt32BE(0) + 4;
    const isVisible = /^[A-Z]/.test(type) || VISIBLE_CHUNKS.has(type);
    yield isVisible ? { hash: length, header } : { omit: length };
  }
}

const START_OF_SCAN = 0xda;
const COMMENT = 0xfe;
/** Adobe's segment states how to turn the colors into RGB. */
const ADOBE = 0xee;

function* jpegSections(): Generator<Step, void, Buffer> {
  yield { omit: 2 };
  for (;;) {
    const header = yield { read: 4 };
    const marker = header.readUInt8(1);
    const length = header.readUInt16BE(2) - 2;
    const isSegment = header[0] === 0xff && marker !== 0xff && length >= 0;
    if (!isSegment || marker === START_OF_SCAN) {
      yield { hash: Infinity, header };
      return;
    }
    const isMetadata = (marker >= 0xe0 && marker <= 0xef && marker !== ADOBE) || marker === COMMENT;
    yield isMetadata ? { omit: length } : { hash: length, header };
  }
}

/** `VP8X` states which of the others there are. The size that it states is that of the image, too. */
const WEBP_METADATA: ReadonlySet<string> = new Set(['VP8X', 'EXIF', 'XMP ', 'ICCP']);

function* webpSections(): Generator<Step, void, Buffer> {
  yield { omit: 12 };
  for (;;) {
    const header = yield { read: 8 };
    const length = header.readUInt32LE(4);
    const padded = length + (length % 2);
    yield WEBP_METADATA.has(header.toString('latin1', 0, 4))
      ? { omit: padded }
      : { hash: padded, header };
  }
}

const SECTIONS: Partial<Readonly<Record<ImageType, Sections>>> = {
  png: pngSections,
  jpeg: jpegSections,
  webp: webpSections,
};

/**
 * Returns a hash of an image without its metadata, so that two images with the same pixels have the same one. Decodes
 * nothing: the same pixels in another compression have another hash.
 *
 * @param slices the file
 * @returns hex; `undefined` for a type whose metadata Easel doesn't tell from its pixels
 */
export async function pixelHash(
  type: ImageType,
  slices: AsyncIterable<Uint8Array>,
): Promise<string | undefined> {
  const sections = SECTIONS[type]?.();
  if (sections === undefined) return undefined;
  const hash = createHash('sha256');
  const begin = (next: IteratorResult<Step, void>): Step => {
    const step = next.done === true ? { omit: Infinity } : next.value;
    if ('hash' in step) hash.update(step.header);
    return step;
  };
  let step = begin(sections.next());
  let done = 0;
  let header = Buffer.alloc(0);
  for await (const slice of slices) {
    for (let at = 0; at < slice.length;) {
      const left = wantedBy(step) - done;
      const part = slice.subarray(at, at + Math.min(left, slice.length - at));
      if ('read' in step) header = Buffer.concat([header, part]);
      else if ('hash' in step) hash.update(part);
      at += part.length;
      done += part.length;
      // An empty section ends at once.
      while (done >= wantedBy(step)) {
        step = begin(sections.next(header));
        header = Buffer.alloc(0);
        done = 0;
      }
    }
  }
  return hash.digest('hex');
}

function wantedBy(step: Step): number {
  return 'read' in step ? step.read : 'hash' in step ? step.hash : step.omit;
}
