import { basename, dirname, join } from 'node:path';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { keepsName, nameKey } from '../../../src/disk/platformNames.ts';

/**
 * A real disk on which one folder treats names as another system does: names that are the same there name one file, and names that
 * the system refuses are refused. Names are taken one after another, because a real file system does that in one step.
 */
export function foldingDisk(folder: string, platform: NodeJS.Platform): Disk {
  let last: Promise<unknown> = Promise.resolve();

  /** Returns the path of the file that has this name already, in whatever spelling. */
  async function spelled(path: string): Promise<string> {
    if (dirname(path) !== folder) return path;
    const name = basename(path);
    if (!keepsName(name, platform)) {
      throw Object.assign(new Error(`no name here: ${name}`), { code: 'ENOENT' });
    }
    const names = await nodeDisk.readdir(folder);
    const same = names.find((each) => nameKey(each, platform) === nameKey(name, platform));
    return same === undefined ? path : join(folder, same);
  }

  async function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return await done;
  }

  return {
    ...nodeDisk,
    link: (from, to) => inTurn(async () => nodeDisk.link(from, await spelled(String(to)))),
    open: (path, ...how) => inTurn(async () => nodeDisk.open(await spelled(String(path)), ...how)),
    rename: (from, to) => inTurn(async () => nodeDisk.rename(from, await spelled(String(to)))),
  };
}
