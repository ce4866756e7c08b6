import { setImmediate as nextTurn } from 'node:timers/promises';
import { countPages } from '../decode/tiffDirectory.ts';
import { tiffOrientation } from '../metadata/exif.ts';
import { isoColor } from '../metadata/isoColor.ts';
import { mayHavePrivateItems } from '../metadata/isoItems.ts';
import { createImageInspector, type ImageFacts, type ImageInspector } from './inspect.ts';

/** What a user's file says about itself, besides its type and size. */
export interface SourceFacts extends ImageFacts {
  /** As Exif numbers it: 1 is upright. */
  readonly orientation: number;
  /** The file says where, when, or with what it was taken, or may do so. */
  readonly hasPrivateData: boolean;
  /** The header allows transparent pixels. An image that may have them can be opaque. */
  readonly mayHaveAlpha: boolean;
  /** The number of frames or pages, if there are several and their type is one that Easel counts: GIF, WebP, and TIFF. */
  readonly frames?: number | undefined;
}

/** In bytes. Even where every second byte looks like a marker of a JPEG, this takes a few ms. */
const SLICE_BYTES = 1 << 16;
/** In ms: how long other work of the shared thread waits for its turn. */
const TURN_MS = 4;

/**
 * Reads the facts of a user's file in one pass over its structure. Gives other work of the shared thread its turn, because a photo
 * of 30 MB takes some 30 ms. Decodes nothing.
 *
 * @returns undefined if the file isn't a known image
 */
export async function readSourceFacts(file: Uint8Array): Promise<SourceFacts | undefined> {
  const inspector = createImageInspector();
  let turn = performance.now();
  for (const slice of slices(file)) {
    if (performance.now() - turn > TURN_MS) {
      await nextTurn();
      turn = performance.now();
    }
    inspector.push(slice);
  }
  return sourceFactsOf(file, inspector);
}

/** Does the same at once, for a file that is small, or on a thread that only the file's work uses. */
export function sourceFacts(file: Uint8Array): SourceFacts | undefined {
  const inspector = createImageInspector();
  inspector.push(file);
  return sourceFactsOf(file, inspector);
}

function* slices(file: Uint8Array): Generator<Uint8Array> {
  for (let at = 0; at < file.length; at += SLICE_BYTES) yield file.subarray(at, at + SLICE_BYTES);
}

function sourceFactsOf(file: Uint8Array, inspector: ImageInspector): SourceFacts | undefined {
  const facts = inspector.facts();
  if (facts === undefined) return undefined;
  const { orientation, hasPrivateParts, hasMore, mayHaveAlpha, frames } = inspector.parsed();
  switch (facts.type) {
    case 'png':
    case 'jpeg':
    case 'webp': {
      // What follows the end of the image, or what no decoder reads, can be anything: a video, or the part that was cropped.
      const hasPrivateData = hasPrivateParts || hasMore || !facts.isWhole;
      return { ...facts, orientation, hasPrivateData, mayHaveAlpha, ...several(frames) };
    }
    case 'heic':
    case 'heif':
      return { ...facts, ...UNSTATED, hasPrivateData: mayHavePrivateItems(file) };
    case 'tiff':
      return {
        ...facts,
        ...UNSTATED,
        orientation: tiffOrientation(file),
        ...several(countPages(file)),
      };
    case 'avif':
      return { ...facts, ...UNSTATED, orientation: isoColor(file).orientation };
    case 'bmp':
      return { ...facts, ...UNSTATED, mayHaveAlpha: false };
    case 'gif':
      return { ...facts, ...UNSTATED, ...several(frames) };
    case 'ico':
      return { ...facts, ...UNSTATED };
  }
}

function several(frames: number): Pick<SourceFacts, 'frames'> {
  return frames > 1 ? { frames } : {};
}

/** For types whose parsers look for none of this. Easel doesn't rewrite most of them. */
const UNSTATED = { orientation: 1, hasPrivateData: false, mayHaveAlpha: true } as const;
