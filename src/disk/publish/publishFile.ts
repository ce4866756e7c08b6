import { join } from 'node:path';
import { numberedName } from '../names.ts';
import { copyInto } from './copyInto.ts';
import { linkToFreeName, nameCopy, type Place, type WantedName } from './freeName.ts';
import { SaveError } from '../../errors.ts';
import { codeOf, flushFolder, nodeDisk, type Disk } from '../disk.ts';
import { removeFile } from '../remove.ts';
import { retryWhileBusy } from '../retry.ts';

/** In ms: five tries within two seconds. */
const PAUSES_MS: readonly number[] = [100, 200, 500, 1000];

export interface PublishOptions {
  readonly disk?: Disk;
  /** In ms, between tries. */
  readonly pausesMs?: readonly number[];
  /** The content's file was created in the folder, and only needs its name there. */
  readonly isCreatedThere?: boolean;
  readonly platform?: NodeJS.Platform;
}

/**
 * Publishes a paid image under the first free name: `cat.png`, `cat-2.png`, and so on. Never replaces a file, also when two windows
 * choose the same name at the same moment: a hard link appears whole or not at all. Checking for a free name and then writing loses
 * images (4 processes with 300 names overwrote 4 of them).
 *
 * The file is a copy that is created in the folder, so it gets the owner, group, mode, and access list of any new file there. A link
 * to a file that was created elsewhere would keep that file's, and nothing that Node offers shows whether they differ: neither the
 * default ACL of a folder on Linux nor the inherited one on Windows.
 *
 * @param content the absolute path of the flushed bytes, or the bytes where no disk accepted them
 * @param folder absolute path; it isn't created
 * @returns the file's absolute path
 * @throws SaveError; the paid bytes stay where they are
 */
export async function publishFile(
  content: string | Uint8Array,
  folder: string,
  wanted: WantedName,
  options: PublishOptions = {},
): Promise<string> {
  const { disk = nodeDisk, pausesMs = PAUSES_MS, platform = process.platform } = options;
  const place = { ...wanted, disk, folder };
  try {
    const isLinkable = options.isCreatedThere && typeof content === 'string';
    // Whatever refuses the link, a copy can still succeed.
    let file = isLinkable && (await linkToFreeName(place, content).catch(() => undefined));
    file ||= await publishCopy(place, content, (work) => retryWhileBusy(pausesMs, work, platform));
    await flushFolder(disk, folder);
    return file;
  } catch (error) {
    const file = join(folder, numberedName(wanted.stem, wanted.number ?? 1, wanted.extension));
    throw new SaveError(file, codeOf(error), { cause: error });
  }
}

/** @param retry repeats a step while the system refuses it for a moment */
async function publishCopy(
  place: Place,
  content: string | Uint8Array,
  retry: (step: () => Promise<string>) => Promise<string>,
): Promise<string> {
  const part = await retry(() => copyInto(place, content));
  try {
    // The same copy again: a scanner that holds a new file would hold another copy just as long.
    return await retry(() => nameCopy(place, part));
  } finally {
    await removeFile(place.disk, part).catch(() => undefined);
  }
}
