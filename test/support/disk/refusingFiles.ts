import type { FileHandle } from 'node:fs/promises';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';

/** An operation of one file, `open` or a method of its handle. */
export type FileOperation = 'open' | 'read' | 'write' | 'sync' | 'close';

/** From which call on each operation of a file fails: 0 is the first one. */
export type Refusals = Readonly<Record<string, Readonly<Partial<Record<FileOperation, number>>>>>;

/** A real disk on which some files refuse some operations with EIO. @param refusals by absolute path */
export function refusingFiles(refusals: Refusals): Disk {
  const calls = new Map<string, number>();

  function count(path: string, operation: FileOperation): void {
    const key = `${operation} ${path}`;
    const call = calls.get(key) ?? 0;
    calls.set(key, call + 1);
    const from = refusals[path]?.[operation];
    if (from !== undefined && call >= from) {
      throw Object.assign(new Error(`${operation} of ${path}`), { code: 'EIO' });
    }
  }

  const open: Disk['open'] = async (path, ...how) => {
    const name = String(path);
    count(name, 'open');
    const handle = await nodeDisk.open(path, ...how);
    return new Proxy(handle, {
      get(target: FileHandle, property) {
        const own: unknown = Reflect.get(target, property, target);
        if (typeof own !== 'function') return own;
        return async (...args: unknown[]): Promise<unknown> => {
          const operation = String(property) as FileOperation;
          if (operation !== 'close') {
            count(name, operation);
            return await Reflect.apply(own, target, args);
          }
          // A close that reports an error has closed the file.
          await target.close();
          count(name, operation);
          return undefined;
        };
      },
    });
  };
  return { ...nodeDisk, open };
}
