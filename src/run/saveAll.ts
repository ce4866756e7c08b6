import { SaveError } from '../errors.ts';
import type { ReplyImage } from '../reply/types.ts';
import type { Target } from './plan.ts';
import type { LookAgain } from './preflight.ts';
import type { SpooledImage, SpoolEntry } from './spool.ts';

/** Publishes paid bytes under a free name; returns the file's URI. Throws SaveError. */
export type Publish = (
  paid: string | Uint8Array,
  target: Target,
  extension: string,
) => Promise<string>;

/** A paid image that no disk took: whoever holds it offers it until it is saved or discarded. */
export interface Held {
  readonly image: SpooledImage;
  readonly bytes: Uint8Array;
  readonly target: Target;
  readonly model: string;
  readonly host: string;
}

export interface SaveParts {
  readonly publish: Publish;
  readonly lookAgain: LookAgain | undefined;
  readonly hold: (image: SpooledImage, bytes: Uint8Array) => void;
}

/** What the spool knows of an image. */
export function spooled({ file, size, sha256, facts: { extension } }: ReplyImage): SpooledImage {
  return { file, size, sha256, extension };
}

/** Saves what it can and goes on: one name that cannot be written does not cost the other images. */
export async function saveAll(
  images: readonly ReplyImage[],
  target: Target,
  spool: SpoolEntry,
  parts: SaveParts,
  saved: string[],
): Promise<SaveError | undefined> {
  const received = images.map(spooled);
  await tell(spool, { state: 'received', images: received });
  let failure: SaveError | undefined;
  for (const image of received) {
    try {
      await parts.lookAgain?.();
      image.saved = await parts.publish(spool.bytesOf(image.file), target, image.extension);
      saved.push(image.saved);
    } catch (error) {
      failure =
        error instanceof SaveError
          ? error
          : new SaveError(target.stem, 'UNKNOWN', { cause: error });
    }
  }
  if (failure === undefined) {
    await tell(spool, { state: 'saved', images: received });
    await spool.remove().catch(() => undefined);
  } else {
    await leave(received, spool, parts);
  }
  return failure;
}

/** Leaves images for the user to save or discard: on disk where they are, from memory with whoever holds them. */
export async function leave(
  images: readonly SpooledImage[],
  spool: SpoolEntry,
  { hold }: Pick<SaveParts, 'hold'>,
): Promise<void> {
  await tell(spool, { state: 'received', images: [...images] });
  for (const image of images) {
    const bytes = spool.bytesOf(image.file);
    if (image.saved === undefined && typeof bytes !== 'string') hold(image, bytes);
  }
  await spool.release();
}

/** The images are safe without it: a record that the disk does not take anymore costs none of them. */
async function tell(spool: SpoolEntry, change: Parameters<SpoolEntry['record']>[0]): Promise<void> {
  await spool.record(change).catch(() => undefined);
}
