/**
 * A real disk that counts its operations and fails at one of them. The steps aren't listed by hand, so that a new step on the way
 * of an image fails in the tests too.
 */
import type { FileHandle } from 'node:fs/promises';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';

export const CODES = [
  'ENOSPC',
  'EACCES',
  'EROFS',
  'EIO',
  'EDQUOT',
  'EMFILE',
  'EBUSY',
  'EPERM',
  'ENOENT',
  'short',
] as const;
export type Code = (typeof CODES)[number];

/** Which operation fails, and how. */
export interface Trouble {
  /** The number of the operation, from 0. */
  readonly step: number;
  /** `short`: a write takes half of the bytes and reports that. `lie`: it reports all of them. */
  readonly code: Code | 'lie';
  /** Whether everything that such a disk refuses fails from that step on. Otherwise only that step fails. */
  readonly lasting: boolean;
  /** The folder on the failing disk. Without it, everything is. */
  readonly within?: string;
}

export interface FaultyDisk {
  readonly disk: Disk;
  /** The operations so far, by name. */
  readonly steps: readonly string[];
}

const CHANGES = ['mkdir', 'create', 'write', 'sync', 'link', 'rename'];
const REMOVES = ['rm', 'rmdir', 'utimes'];
/** Operations that always work: bytes that a file accepted can be read through the handle that wrote them. */
const ALWAYS = new Set(['read', 'handle.stat', 'close', 'statfs']);

/** Tells whether a disk with this problem refuses an operation. */
function refuses(code: Trouble['code'], step: string): boolean {
  if (ALWAYS.has(step)) return false;
  switch (code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return CHANGES.includes(step);
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return [...CHANGES, ...REMOVES].includes(step);
    case 'EMFILE':
      return ['create', 'open', 'readdir', 'readFile'].includes(step);
    case 'short':
    case 'lie':
      return step === 'write';
    default:
      return true;
  }
}

/**
 * @param trouble nothing fails without it
 * @param before called with each step's number and name; what it throws, the step throws
 */
export function faultyDisk(
  trouble?: Trouble,
  before: (step: number, name: string) => void = () => undefined,
): FaultyDisk {
  const steps: string[] = [];
  const isQuiet = trouble?.code === 'short' || trouble?.code === 'lie';

  /** Whether this step fails. */
  function meets(name: string, path: string): boolean {
    const step = steps.push(name) - 1;
    before(step, name);
    if (trouble === undefined || step < trouble.step) return false;
    if (!path.startsWith(trouble.within ?? '')) return false;
    return trouble.lasting ? refuses(trouble.code, name) : step === trouble.step;
  }

  function fail(name: string): Error {
    const code = trouble?.code ?? 'EIO';
    return Object.assign(new Error(`${code}: ${name}`), { code });
  }

  function wrapHandle(handle: FileHandle, path: string): FileHandle {
    return new Proxy(handle, {
      get(target, property) {
        const own: unknown = Reflect.get(target, property, target);
        if (typeof own !== 'function') return own;
        const name = property === 'stat' ? 'handle.stat' : String(property);
        return async (...args: unknown[]): Promise<unknown> => {
          const fails = meets(name, path);
          if (fails && isQuiet && name === 'write') {
            const [bytes, offset, length, position] = args as [Uint8Array, number, number, number];
            const taken = await target.write(bytes, offset, Math.ceil(length / 2), position);
            return trouble.code === 'lie' ? { ...taken, bytesWritten: length } : taken;
          }
          const isRefused = fails && !isQuiet;
          if (isRefused && name !== 'close') throw fail(name);
          const result: unknown = await Reflect.apply(own, target, args);
          // A close that reports an error has still closed the file.
          if (isRefused) throw fail(name);
          return result;
        };
      },
    });
  }

  const disk = new Proxy(nodeDisk, {
    get(target, property) {
      const own: unknown = Reflect.get(target, property, target);
      if (typeof own !== 'function') return own;
      return async (...args: unknown[]): Promise<unknown> => {
        const creates = property === 'open' && String(args[1]) !== 'r';
        const name = creates ? 'create' : String(property);
        // What gets a name is where it gets it: a link and a rename change the folder that they lead to.
        const path = String(property === 'link' || property === 'rename' ? args[1] : args[0]);
        const fails = meets(name, path);
        if (fails && !isQuiet) throw fail(name);
        const result: unknown = await Reflect.apply(own, target, args);
        return property === 'open' ? wrapHandle(result as FileHandle, path) : result;
      };
    },
  });
  return { disk, steps };
}
