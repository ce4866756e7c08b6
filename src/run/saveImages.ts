import { type UnwrittenImage } from '../spool/held.ts';
import { createHash } from 'node:crypto';
import { SaveError } from '../errors.ts';
import { imageFacts } from '../image/formats/inspect.ts';
import { withEnding } from '../disk/names.ts';
import type { ReplyImage } from '../reply/types.ts';
import { toFetch } from '../spool/hostedLedger.ts';
import type { Target } from '../disk/target.ts';
import type { LookAgain } from '../spool/preflight.ts';
import type { SpooledImage, SpoolEntry } from '../spool/spool.ts';
import type { Warning } from '../messages/warning.ts';

/** Publishes paid bytes under a free name; returns the file's URI. Throws SaveError. */
export type Publish = (
  paid: string | Uint8Array,
  target: Target,
  extension: string,
) => Promise<string>;

/** What is made of a paid image before it is published; worth nothing without it, so it may lie in memory. */
export interface Finished {
  /** At least one: what is published in the image's place. */
  readonly files: readonly FinishedFile[];
  readonly warnings: readonly Warning[];
}

export interface FinishedFile extends Pick<ReplyImage, 'size' | 'facts'> {
  readonly bytes: string | Uint8Array;
  /** The spool's name for it, where it is the paid image as it came. */
  readonly file?: string;
  readonly beside?: Beside;
}

/** What a file is that is saved beside the result; its name ends with it. */
export type Beside = 'whole';

/** A file that was written. */
export interface SavedFile extends Omit<FinishedFile, 'bytes'> {
  readonly uri: string;
}

/** The one optional step between delivery and publication. Never rejects: what it cannot do leaves the image as it came. */
export type Finish = (image: FinishedFile) => Promise<Finished>;

/** The image as it came. */
const asItCame: Finish = async (image) => ({ files: [image], warnings: [] });

export interface SaveParts {
  readonly publish: Publish;
  readonly finish?: Finish | undefined;
  readonly lookAgain: LookAgain | undefined;
  readonly hold: (image: SpooledImage, bytes: Uint8Array, letGo: UnwrittenImage['discard']) => void;
}

/** What a run leaves to its user. */
export interface Left {
  /** Something waits to be saved or discarded. */
  readonly keeps: boolean;
  /** So many images lie elsewhere still: their addresses are kept. */
  readonly toFetch: number;
}

export interface SaveEnd extends Left {
  readonly failure?: SaveError;
  readonly warnings: readonly Warning[];
}

/** What the spool knows of an image. */
export function spooled({ file, size, sha256, facts: { extension } }: ReplyImage): SpooledImage {
  return { file, size, sha256, extension };
}

/**
 * Saves what it can and goes on: one name that cannot be written does not cost the other images.
 *
 * @param others whole images that are no results: they are only kept
 */
export async function saveAll(
  images: readonly ReplyImage[],
  others: readonly SpooledImage[],
  target: Target,
  spool: SpoolEntry,
  parts: SaveParts,
  saved: SavedFile[],
): Promise<SaveEnd> {
  const received = images.map((image) => ({ image, entry: spooled(image) }));
  const all = [...received.map(({ entry }) => entry), ...others];
  await tell(spool, { state: 'received', images: all });
  const { publish, finish = asItCame, lookAgain } = parts;
  const warnings: Warning[] = [];
  let failure: SaveError | undefined;
  for (const { image, entry } of received) {
    try {
      const { file, size, facts } = image;
      const finished = await finish({ file, size, facts, bytes: spool.bytesOf(file) });
      warnings.push(...finished.warnings);
      await lookAgain?.();
      let first: string | undefined;
      for (const { bytes, ...known } of finished.files) {
        const { facts, beside } = known;
        const stem = beside ? withEnding(target.stem, `-${beside}`) : target.stem;
        const uri = await publish(bytes, { ...target, stem }, facts.extension);
        saved.push({ ...known, uri });
        first ??= uri;
      }
      // Only now: until all that is made of it is published, the paid image itself is kept.
      if (first !== undefined) entry.saved = first;
    } catch (error) {
      failure =
        error instanceof SaveError
          ? error
          : new SaveError(target.stem, 'UNKNOWN', { cause: error });
    }
  }
  const left = await leave(all, spool, parts);
  return { ...left, warnings, ...(failure === undefined ? {} : { failure }) };
}

/**
 * The run is over. What it leaves is for the user to save or discard: on disk where it is, from memory with whoever holds it.
 * The spool says what that is, for a run may end before anybody has named all that came.
 *
 * @param images what is known of its whole images
 */
export async function leave(
  images: readonly SpooledImage[],
  spool: SpoolEntry,
  { hold }: Pick<SaveParts, 'hold'>,
): Promise<Left> {
  const saved = new Set(images.flatMap(({ file, saved }) => (saved === undefined ? [] : [file])));
  const waiting = spool.kept().filter((file) => !saved.has(file));
  const onDisk = waiting.filter((file) => typeof spool.bytesOf(file) === 'string');
  const inMemory = waiting.filter((file) => !onDisk.includes(file));
  const known = spool.hosted();
  const isOffered = onDisk.length + toFetch(known).length > 0;
  // What is saved need not be fetched again. What memory alone holds may have to be, when this window dies; only, beside
  // other things of its run that are offered, its address would be offered beside itself.
  const here = isOffered ? onDisk : inMemory;
  const hosted = known.filter(({ state, file = '' }) => state !== 'here' || here.includes(file));
  const isAllSaved = waiting.length + hosted.length === 0 && images.length > 0;
  const state = isAllSaved ? 'saved' : 'received';
  await tell(spool, { state, images: [...images], ...(known.length > 0 && { hosted }) });
  const held = new Set(inMemory);
  for (const file of inMemory) {
    const bytes = spool.bytesOf(file);
    if (typeof bytes === 'string') continue;
    const image = images.find((one) => one.file === file) ?? unknownImage(file, bytes);
    hold(image, bytes, async () => {
      held.delete(file);
      if (!isOffered && held.size === 0) await spool.remove().catch(() => undefined);
    });
  }
  if (isOffered) await spool.release().catch(() => undefined);
  else if (held.size === 0) await spool.remove().catch(() => undefined);
  return { keeps: waiting.length > 0, toFetch: toFetch(hosted).length };
}

function unknownImage(file: string, bytes: Uint8Array): SpooledImage {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { file, size: bytes.byteLength, sha256, extension: imageFacts(bytes)?.extension ?? 'bin' };
}

/** The images are safe without it: a record that the disk does not take anymore costs none of them. */
async function tell(spool: SpoolEntry, change: Parameters<SpoolEntry['record']>[0]): Promise<void> {
  await spool.record(change).catch(() => undefined);
}
