import { createHash } from 'node:crypto';
import { addEnding } from '../disk/names.ts';
import type { Target } from '../disk/target.ts';
import { SaveError } from '../errors.ts';
import { inspectImage } from '../image/formats/inspect.ts';
import type { Warning } from '../messages/warning.ts';
import type { ReplyImage } from '../reply/types.ts';
import type { UnwrittenImage } from '../spool/unwrittenImages.ts';
import { pendingDownloads } from '../spool/downloadTracker.ts';
import type { RecheckFolder } from '../spool/preflight.ts';
import { isRawReply, rawReplyExtension } from '../spool/rawReplies.ts';
import type { SpooledImage, SpoolEntry } from '../spool/spool.ts';

/**
 * Publishes paid bytes under a free name in the target's folder. Never overwrites a file.
 *
 * @param paid a path in the spool, or bytes that no disk accepted
 * @param extension without a dot; it comes from the bytes
 * @param isCreatedThere the paid file was created in the target's folder
 * @returns the file's URI
 * @throws SaveError
 */
export type Publish = (
  paid: string | Uint8Array,
  target: Target,
  extension: string,
  isCreatedThere: boolean,
) => Promise<string>;

/** The files to publish for one paid image. */
export interface Finished {
  /** At least one file. */
  readonly files: readonly FinishedFile[];
  readonly warnings: readonly Warning[];
}

export interface FinishedFile extends Pick<ReplyImage, 'size' | 'facts'> {
  /** A path, or the bytes. A file that is made from a paid image may live in memory: it can be made again. */
  readonly bytes: string | Uint8Array;
  /** The payload's name in the spool, if the file is the unchanged paid image. */
  readonly file?: string;
  readonly beside?: CompanionKind;
}

/**
 * A file that is saved next to the result. Its name ends with the kind: `cat-edited-whole.png`. `whole`: a region edit before it was merged;
 * `received`: a result before Easel changed it.
 */
export type CompanionKind = 'whole' | 'received';

/** A file that was written. */
export interface SavedFile extends Omit<FinishedFile, 'bytes'> {
  readonly uri: string;
}

/** The one optional step between delivery and publication. Never rejects: an image that it can't process stays unchanged. */
export type Finish = (image: FinishedFile) => Promise<Finished>;

const keepOriginal: Finish = async (image) => ({ files: [image], warnings: [] });

export interface SaveParts {
  readonly publish: Publish;
  readonly finish?: Finish | undefined;
  /** Checks the target once more before publishing: it may have changed during the run. */
  readonly recheckTarget: RecheckFolder | undefined;
  /** Takes an image that only memory holds. */
  readonly hold: (
    image: SpooledImage,
    bytes: Uint8Array,
    discard: UnwrittenImage['discard'],
  ) => void;
}

/** The images that one run saves, and their target. */
export interface SaveJob {
  readonly images: readonly ReplyImage[];
  /** Whole images that aren't results, such as those of an unfinished reply: they are kept, not published. */
  readonly others: readonly SpooledImage[];
  readonly target: Target;
  readonly spool: SpoolEntry;
  /** Receives each file once it is written, so that an error later on doesn't hide it. */
  readonly saved: SavedFile[];
}

/** The images that a run leaves unsaved. */
export interface Remaining {
  /** An image waits to be saved or discarded. */
  readonly keeps: boolean;
  /** How many images can still be downloaded: their addresses are kept. */
  readonly pendingDownloads: number;
}

export interface SaveResult extends Remaining {
  readonly failure?: SaveError;
  readonly warnings: readonly Warning[];
}

/** Returns what the spool records of an image. */
export function spooledImage({
  file,
  size,
  sha256,
  facts: { extension },
}: ReplyImage): SpooledImage {
  return { file, size, sha256, extension };
}

/**
 * Publishes a run's images and closes its place in the spool. A name that can't be written doesn't stop the other images: each
 * is saved or kept. Never rejects for a file that can't be written.
 */
export async function saveImages(
  { images, others, target, spool, saved }: SaveJob,
  parts: SaveParts,
): Promise<SaveResult> {
  const received = images.map((image) => ({ image, entry: spooledImage(image) }));
  const all = [...received.map(({ entry }) => entry), ...others];
  await updateRecord(spool, { state: 'received', images: all });
  const { publish, finish = keepOriginal, recheckTarget } = parts;
  const warnings: Warning[] = [];
  let failure: SaveError | undefined;
  for (const { image, entry } of received) {
    try {
      const { file, size, facts } = image;
      const finished = await finish({ file, size, facts, bytes: spool.contentOf(file) });
      warnings.push(...finished.warnings);
      await recheckTarget?.();
      let first: string | undefined;
      for (const { bytes, ...known } of finished.files) {
        const { facts, beside } = known;
        const stem = beside ? addEnding(target.stem, `-${beside}`) : target.stem;
        const isCreatedThere = typeof bytes === 'string' && spool.isCreatedIn(bytes, target.folder);
        const uri = await publish(bytes, { ...target, stem }, facts.extension, isCreatedThere);
        saved.push({ ...known, uri });
        first ??= uri;
      }
      // Only now: the paid image stays in the spool until everything made from it is published.
      if (first !== undefined) entry.saved = first;
    } catch (error) {
      const inMemory =
        failure?.inMemory === true || typeof spool.contentOf(image.file) !== 'string';
      failure = saveErrorOf(error, target.stem, inMemory);
    }
  }
  const remaining = await closeSpool(all, spool, parts);
  return { ...remaining, warnings, ...(failure === undefined ? {} : { failure }) };
}

/**
 * Ends a run's use of its spool. What is unsaved waits there for the user, or in memory where no disk accepted it; with nothing
 * left, the run's folder goes. Asks the spool which payloads exist, because a run can end before it names all that arrived.
 *
 * @param images the run's whole images, as far as they are known
 */
export async function closeSpool(
  images: readonly SpooledImage[],
  spool: SpoolEntry,
  { hold }: Pick<SaveParts, 'hold'>,
): Promise<Remaining> {
  const saved = new Set(images.flatMap(({ file, saved }) => (saved === undefined ? [] : [file])));
  const waiting = spool.keptPayloads().filter((file) => !saved.has(file));
  const onDisk = waiting.filter((file) => typeof spool.contentOf(file) === 'string');
  const inMemory = waiting.filter((file) => !onDisk.includes(file));
  const known = spool.hosted();
  const isOffered = onDisk.length + pendingDownloads(known).length > 0;
  // A saved image needs no second download. An image that only memory holds may need one if this window crashes; but when the
  // run offers other things too, its address would be offered beside the image itself.
  const here = isOffered ? onDisk : inMemory;
  const hosted = known.filter(({ state, file = '' }) => state !== 'here' || here.includes(file));
  const isAllSaved = waiting.length + hosted.length === 0 && images.length > 0;
  const state = isAllSaved ? 'saved' : 'received';
  await updateRecord(spool, { state, images: [...images], ...(known.length > 0 && { hosted }) });
  const held = new Set(inMemory);
  for (const file of inMemory) {
    const bytes = spool.contentOf(file);
    if (typeof bytes === 'string') continue;
    const image = images.find((one) => one.file === file) ?? describeBytes(file, bytes);
    hold(image, bytes, async () => {
      held.delete(file);
      if (!isOffered && held.size === 0) await spool.remove().catch(() => undefined);
    });
  }
  if (isOffered) await spool.release().catch(() => undefined);
  else if (held.size === 0) await spool.remove().catch(() => undefined);
  return { keeps: waiting.length > 0, pendingDownloads: pendingDownloads(hosted).length };
}

function describeBytes(file: string, bytes: Uint8Array): SpooledImage {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const extension = isRawReply(file)
    ? rawReplyExtension(bytes)
    : (inspectImage(bytes)?.extension ?? 'bin');
  return { file, size: bytes.byteLength, sha256, extension };
}

/** @param inMemory no disk accepted this image, or another one of the run that couldn't be saved */
function saveErrorOf(error: unknown, name: string, inMemory: boolean): SaveError {
  if (!(error instanceof SaveError))
    return new SaveError(name, 'UNKNOWN', { cause: error, inMemory });
  return inMemory ? new SaveError(error.file, error.code, { cause: error, inMemory }) : error;
}

/** Updates the record if the disk accepts it. The images are safe without it, so a full disk costs none of them. */
async function updateRecord(
  spool: SpoolEntry,
  change: Parameters<SpoolEntry['record']>[0],
): Promise<void> {
  await spool.record(change).catch(() => undefined);
}
