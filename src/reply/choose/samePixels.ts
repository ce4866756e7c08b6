import type { ImageFacts } from '../../image/formats/inspect.ts';
import { pixelHash } from '../../image/formats/pixelHash.ts';
import type { PayloadSink } from '../types.ts';
import type { EmbeddedImage } from './embeddedImages.ts';

interface Image {
  readonly facts: ImageFacts;
  /** Hex. */
  readonly sha256: string;
}

/** The images of one reply so far, to find those that differ in nothing but their metadata: relays add it to one of two copies. */
export class KnownPixels {
  readonly #keys = new Set<string>();
  readonly #comparesPixels: boolean;

  /** @param comparesPixels false where only one image is expected: its bytes aren't read a second time */
  constructor(comparesPixels: boolean) {
    this.#comparesPixels = comparesPixels;
  }

  /** Returns what an image has in common with one that has the same pixels. Never throws. @param sink still open */
  async keysOf(
    { facts, sha256 }: Image,
    sink: PayloadSink | undefined,
  ): Promise<readonly string[]> {
    const keys = [sha256];
    const bytes = this.#comparesPixels ? sink?.read?.() : undefined;
    if (bytes !== undefined) {
      // An image that can't be read back is compared as a whole.
      const hash = await pixelHash(facts.type, bytes).catch(() => undefined);
      if (hash !== undefined) keys.push(`${facts.type} ${facts.width} ${facts.height} ${hash}`);
    }
    return keys;
  }

  has(keys: readonly string[]): boolean {
    return keys.some((key) => this.#keys.has(key));
  }

  add(keys: readonly string[]): void {
    for (const key of keys) this.#keys.add(key);
  }
}

/** Drops whole images with the same pixels as an earlier one. */
export async function withoutSamePixels(
  images: readonly EmbeddedImage[],
): Promise<readonly EmbeddedImage[]> {
  if (images.length < 2) return images;
  const known = new KnownPixels(true);
  const different: EmbeddedImage[] = [];
  for (const image of images) {
    const { facts, sha256, sink } = image.payload;
    if (facts === undefined) continue;
    const keys = await known.keysOf({ facts, sha256 }, sink);
    if (known.has(keys)) continue;
    known.add(keys);
    different.push(image);
  }
  return different;
}
