import { createHash } from 'node:crypto';
import { basename, join } from 'node:path';
import { createImageInspector } from '../image/formats/inspect.ts';
import { nodeDisk, slicesOf, type Disk } from '../disk/disk.ts';
import { hasHeartbeat } from '../disk/heartbeat.ts';
import {
  readRecord,
  writeRecord,
  type HostedRecord,
  type RunRecord,
  type SpooledImage,
} from './record.ts';

/** What `randomUUID` makes: anything else in the spool's folder is not ours. */
const RUN_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A folder this young may belong to a run that is just opening it. */
const YOUNG_MS = 60_000;

/** What a run left behind that ended, or whose window did, without saving all it received. */
export interface Leftover {
  readonly folder: string;
  readonly record: RunRecord;
  /** Whole images that wait here; none: the window closed while the gateway was working. */
  readonly images: readonly SpooledImage[];
  /** What is no whole image. */
  readonly incomplete: readonly IncompleteImage[];
  /** Images that lie elsewhere still, and can be fetched from there. */
  readonly hosted: readonly HostedRecord[];
}

export interface IncompleteImage {
  readonly file: string;
  /** In bytes. */
  readonly size: number;
  /** Of what it began as. */
  readonly extension: string;
}

/**
 * What crashes, closed windows and full disks left behind, in every place a spool can be. Runs of living processes are
 * left alone. What is on disk counts, not what a record says of it: images are found without one too.
 *
 * @param roots folders of spools; those that do not exist hold nothing
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
    .filter(isNews)
    .sort((one, other) => one.record.started.localeCompare(other.record.started));
}

/** A run on two disks has its say on the one that took its last word. */
function isNews(one: Leftover, _: number, all: readonly Leftover[]): boolean {
  const others = all.filter((other) => other !== one && other.record.id === one.record.id);
  return holdsSomething(one) || !others.some(holdsSomething);
}

function holdsSomething({ images, incomplete, hosted }: Leftover): boolean {
  return images.length + incomplete.length + hosted.length > 0;
}

/**
 * The same for one run's folder.
 *
 * @returns undefined: nothing waits there, or a process is at work on it
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

  const images: SpooledImage[] = [];
  const incomplete: IncompleteImage[] = [];
  const here = new Set<string>();
  if (record.state !== 'saved') {
    for (const name of names.filter((each) => each.startsWith('payload-')).sort()) {
      const file = join(folder, name);
      const told = record.images.find((image) => basename(image.file) === name);
      if (told?.saved !== undefined || (await isPublished(disk, file))) {
        here.add(name);
        continue;
      }
      const { isWhole, ...found } = await inspect(disk, file);
      // A record may be of more bytes than the disk has kept.
      const isAsTold = told?.sha256 === found.sha256;
      const piece = { ...found, extension: told?.extension ?? found.extension };
      if (isAsTold || isWhole) {
        images.push(piece);
        here.add(name);
      } else if (found.size > 0) incomplete.push(piece);
    }
  }
  // A record may say of an image that it is here, and the disk has not kept it.
  const hosted = (record.state === 'saved' ? [] : (record.hosted ?? [])).filter(
    ({ state, file = '' }) => state !== 'here' || !here.has(basename(file)),
  );
  const found = { folder, record, images, incomplete, hosted };
  if (holdsSomething(found) || record.state === 'sent') return found;
  // Addresses may be in what cannot be read now: the next look tells.
  if (read === undefined) return undefined;
  // Nothing was sent, or nothing is left of it; a run that begins just now has no record yet.
  if (read.known !== undefined || !isYoung) await disk.rm(folder, { recursive: true, force: true });
  return undefined;
}

/** Saved or discarded: the last of a run takes the run's folder along. */
export async function removeImage(
  { folder }: Leftover,
  file: string,
  disk: Disk = nodeDisk,
): Promise<void> {
  // First of all: an image that is gone from here, and is to be fetched again, would come twice.
  await forgetAddresses(disk, folder, (one) => {
    return one.state === 'here' && basename(one.file ?? '') === basename(file);
  });
  await disk.rm(file, { force: true });
  await tidyUp(disk, folder);
}

/** The address of an image that nobody wants anymore. */
export async function removePendingDownload(
  { folder }: Leftover,
  { url }: HostedRecord,
  disk: Disk = nodeDisk,
): Promise<void> {
  await forgetAddresses(disk, folder, (one) => one.url === url);
  await tidyUp(disk, folder);
}

async function forgetAddresses(
  disk: Disk,
  folder: string,
  isGone: (one: HostedRecord) => boolean,
): Promise<void> {
  try {
    const record = await readRecord(disk, folder);
    if (!record?.hosted?.some(isGone)) return;
    const hosted = record.hosted.filter((one) => !isGone(one));
    await writeRecord(disk, folder, { ...record, hosted });
  } catch {
    // Losing this word costs an offer that nobody needs, not an image.
  }
}

/** Removes a run's folder once nothing waits in it. */
async function tidyUp(disk: Disk, folder: string): Promise<void> {
  try {
    const left = await disk.readdir(folder);
    if (left.some((name) => name.startsWith('payload-'))) return;
    const { hosted = [] } = (await readRecord(disk, folder)) ?? {};
    if (hosted.length > 0) return;
  } catch {
    // What cannot be read now may hold more: the next look at it tidies up.
    return;
  }
  await disk.rm(folder, { recursive: true, force: true });
}

/** What is known is told, and there is nothing else. */
export async function removeRun({ folder }: Leftover, disk: Disk = nodeDisk): Promise<void> {
  await disk.rm(folder, { recursive: true, force: true });
}

/** A file with a second name was published: its window closed before it could say so. */
async function isPublished(disk: Disk, file: string): Promise<boolean> {
  return (await disk.stat(file)).nlink > 1;
}

/** Looks at the bytes themselves. */
async function inspect(
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
    const isWhole = facts?.isWhole === true;
    const extension = facts?.extension ?? 'bin';
    return { file, size, sha256: hash.digest('hex'), extension, isWhole };
  } finally {
    await handle.close();
  }
}

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
