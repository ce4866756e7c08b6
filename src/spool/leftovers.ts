import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { createImageInspector } from '../image/formats/inspect.ts';
import { nodeDisk, slicesOf, type Disk } from '../disk/disk.ts';
import { hasHeartbeat } from '../disk/heartbeat.ts';
import { removeFolder } from '../disk/remove.ts';
import { hasPublishedCopy, removeParts } from './publishedCopy.ts';
import { isRawReply, rawReplyExtension } from './rawReplies.ts';
import { readRecord, type HostedRecord, type RunRecord, type SpooledImage } from './record.ts';

/** Matches the names that `randomUUID` makes. Anything else in the spool's folder isn't Easel's. */
const RUN_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** In ms. A younger folder may belong to a run that is just opening it. */
const YOUNG_MS = 60_000;

const REPLY_HEAD_BYTES = 4096;

/** The unsaved results of one run, left when the run failed or its window closed. */
export interface Leftover {
  /** The run's folder, an absolute path. */
  readonly folder: string;
  readonly record: RunRecord;
  /** Whole images. If all three lists are empty, the window closed before the gateway replied. */
  readonly images: readonly SpooledImage[];
  /** Parts of images or, without any image, the reply as it arrived. */
  readonly incomplete: readonly IncompleteImage[];
  /** Images that are created but not downloaded. */
  readonly hosted: readonly HostedRecord[];
}

/** The part of an image that arrived, or a reply that Easel couldn't read. */
export interface IncompleteImage {
  /** Absolute path. */
  readonly file: string;
  /** In bytes. */
  readonly size: number;
  /** The extension, without a dot, determined from the first bytes. `bin` if they aren't an image. */
  readonly extension: string;
  /** It is a whole reply as it arrived, or as much of it as arrived. */
  readonly isReply?: true;
}

/**
 * Lists what crashes, closed windows, and full disks left in any spool, the oldest first. Leaves out the runs of living processes.
 * Trusts the files, not the records, so it finds images without a record too. Never rejects: the next call tries again to read
 * what this one can't.
 *
 * @param roots absolute paths of spools; a missing one counts as empty
 * @param now in ms since 1970
 */
export async function listLeftovers(
  roots: readonly string[],
  now: number,
  disk: Disk = nodeDisk,
): Promise<readonly Leftover[]> {
  const found: Leftover[] = [];
  for (const root of roots) {
    const names = await disk.readdir(root).catch(() => []);
    for (const name of names.filter((each) => RUN_ID.test(each))) {
      const leftover = await findLeftover(join(root, name), now, disk).catch(() => undefined);
      if (leftover !== undefined) found.push(leftover);
    }
  }
  return found
    .filter(isWorthReporting)
    .sort((one, other) => one.record.started.localeCompare(other.record.started));
}

/** Returns false for an empty folder whose run has content on another disk. */
function isWorthReporting(leftover: Leftover, _: number, all: readonly Leftover[]): boolean {
  const others = all.filter(
    (other) => other !== leftover && other.record.id === leftover.record.id,
  );
  return hasContent(leftover) || !others.some(hasContent);
}

function hasContent({ images, incomplete, hosted }: Omit<Leftover, 'folder' | 'record'>): boolean {
  return images.length + incomplete.length + hosted.length > 0;
}

/**
 * Finds what one run left in its folder. Deletes the folder of a run that ended without leaving anything.
 *
 * @param folder absolute path
 * @param now in ms since 1970
 * @returns undefined when nothing is left, or a process works on the run
 * @throws what the disk throws
 */
export async function findLeftover(
  folder: string,
  now: number,
  disk: Disk = nodeDisk,
): Promise<Leftover | undefined> {
  const names = await disk.readdir(folder);
  if (await hasHeartbeat(disk, folder, now)) return undefined;
  const { mtime } = await disk.stat(folder);
  const isYoung = Math.abs(now - mtime.getTime()) < YOUNG_MS;
  const read = await readRecord(disk, folder).then(
    (known) => ({ known }),
    () => undefined,
  );
  const record = read?.known ?? unknownRun(basename(folder), mtime);
  if (record.state !== 'intent') await removeParts(disk, folder, record, now);
  const left = record.state === 'saved' ? NOTHING : await findImages(disk, folder, names, record);
  if (hasContent(left) || record.state === 'sent') return { folder, record, ...left };
  // A record that can't be read now may list download links, so the next call decides.
  if (read === undefined) return undefined;
  // Nothing was sent, or nothing is left. A run that is just starting has no record yet.
  if (read.known !== undefined || !isYoung) await removeFolder(disk, folder);
  return undefined;
}

const NOTHING = { images: [], incomplete: [], hosted: [] } as const;

async function findImages(
  disk: Disk,
  folder: string,
  names: readonly string[],
  record: RunRecord,
): Promise<Pick<Leftover, 'images' | 'incomplete' | 'hosted'>> {
  const images: SpooledImage[] = [];
  const incomplete: IncompleteImage[] = [];
  /** The names of payloads that are whole or published. Their addresses are no longer needed. */
  const complete = new Set<string>();
  for (const name of names.filter((each) => each.startsWith('payload-')).sort()) {
    const file = join(folder, name);
    const recorded = record.images.find((image) => basename(image.file) === name);
    if (recorded?.saved !== undefined || (await isPublished(disk, file))) {
      complete.add(name);
      continue;
    }
    const { isWhole, ...found } = await inspectPayload(disk, file);
    const image = { ...found, extension: recorded?.extension ?? found.extension };
    if (await hasPublishedCopy(disk, record, image)) {
      complete.add(name);
      continue;
    }
    // The disk can keep fewer bytes than the record counts, so only an equal hash proves that all bytes are here.
    if (isWhole || recorded?.sha256 === found.sha256) {
      images.push(image);
      complete.add(name);
    } else if (found.size > 0) incomplete.push(image);
  }
  // The record can say that an image was downloaded although the disk lost its bytes.
  const hosted = (record.hosted ?? []).filter(
    ({ state, file = '' }) => state !== 'here' || !complete.has(basename(file)),
  );
  // A crash in the middle of a run can leave its reply in two forms. One reply is one thing to decide about, so only the better
  // form is offered: the image, unless its bytes don't begin like one. The other form stays until the first one is gone.
  const hasImage =
    complete.size + hosted.length > 0 || incomplete.some(({ extension }) => extension !== 'bin');
  const replies = hasImage ? [] : await findRawReplies(disk, folder, names);
  return { images, incomplete: replies.length > 0 ? replies : incomplete, hosted };
}

async function findRawReplies(
  disk: Disk,
  folder: string,
  names: readonly string[],
): Promise<readonly IncompleteImage[]> {
  const found = names.filter(isRawReply).map((name) => inspectReply(disk, join(folder, name)));
  return (await Promise.all(found)).filter(({ size }) => size > 0);
}

/** Returns whether an earlier version of Easel published this very file before it could record that: it has a second hard link. */
async function isPublished(disk: Disk, file: string): Promise<boolean> {
  return (await disk.stat(file)).nlink > 1;
}

/** Reads a payload. Only its bytes decide its type. */
async function inspectPayload(
  disk: Disk,
  file: string,
): Promise<SpooledImage & { readonly isWhole: boolean }> {
  const handle = await disk.open(file, 'r');
  try {
    const { size } = await handle.stat();
    const hash = createHash('sha256');
    const inspector = createImageInspector();
    for await (const slice of slicesOf(handle, size)) {
      hash.update(slice);
      inspector.push(slice);
    }
    const facts = inspector.facts();
    const extension = facts?.extension ?? 'bin';
    const isWhole = facts?.isWhole === true;
    return { file, size, sha256: hash.digest('hex'), extension, isWhole };
  } finally {
    await handle.close();
  }
}

/** Reads a reply that Easel couldn't read. Its first bytes decide its extension. */
async function inspectReply(disk: Disk, file: string): Promise<IncompleteImage> {
  const handle = await disk.open(file, 'r');
  try {
    const { size } = await handle.stat();
    let head: Uint8Array = new Uint8Array();
    for await (const slice of slicesOf(handle, Math.min(size, REPLY_HEAD_BYTES))) {
      head = Buffer.concat([head, slice]);
    }
    return { file, size, extension: rawReplyExtension(head), isReply: true };
  } finally {
    await handle.close();
  }
}

/** Replaces a lost record. The target folder is lost too, so the user selects one. */
function unknownRun(id: string, mtime: Date): RunRecord {
  return {
    version: 1,
    id,
    started: mtime.toISOString(),
    pid: 0,
    state: 'received',
    host: '',
    model: '',
    target: { folder: '', stem: 'image' },
    images: [],
  };
}
