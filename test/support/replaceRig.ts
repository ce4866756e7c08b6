import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { codeOf, nodeDisk, type Disk } from '../../src/disk/disk.ts';
import { publishFile } from '../../src/disk/publish/publishFile.ts';
import { keptFiles, type KeptFiles } from '../../src/replace/keptFiles.ts';
import { replaceFile } from '../../src/replace/replaceFile.ts';
import { Replacements, type UserFile } from '../../src/replace/replacements.ts';
import { FAST } from './disk/fast.ts';

/** In bytes; more than one slice. */
export const OLD = Buffer.alloc(1_500_000, 'old bytes ');
export const NEW = Buffer.from('the new bytes');

export interface ReplaceRig {
  readonly folder: string;
  readonly root: string;
  readonly file: string;
  readonly uri: string;
  readonly kept: KeptFiles;
  readonly replacements: Replacements;
  readonly content: () => Buffer;
  /** Lets time pass, in ms. */
  readonly wait: (ms: number) => void;
}

export interface ReplaceRigOptions {
  /** The disk of Easel's own storage. */
  readonly storage?: Disk;
  /** The disk of the user's file. */
  readonly disk?: Disk;
  /** Replaces functions of the user's file. */
  readonly file?: (file: UserFile) => UserFile;
}

/** Runs `work` on a real folder with one file, `banner.jpg`. */
export async function withReplacements(
  { storage = nodeDisk, disk = nodeDisk, file: wrap = (file) => file }: ReplaceRigOptions,
  work: (rig: ReplaceRig) => Promise<void>,
): Promise<void> {
  const top = mkdtempSync(join(FAST, 'easel-replace-'));
  const [folder, root] = [join(top, 'project'), join(top, 'replaced')];
  const file = join(folder, 'banner.jpg');
  mkdirSync(folder);
  writeFileSync(file, OLD);
  let waited = 0;
  const kept = keptFiles(root, { disk: storage, now: () => Date.now() + waited });
  const open = (uri: string): UserFile => wrap(localFile(uri, disk));
  try {
    await work({
      folder,
      root,
      file,
      uri: pathToFileURL(file).toString(),
      kept,
      replacements: new Replacements({ kept, open }),
      content: () => readFileSync(file),
      wait: (ms) => {
        waited += ms;
      },
    });
  } finally {
    rmSync(top, { recursive: true });
  }
}

function localFile(uri: string, disk: Disk): UserFile {
  const path = fileURLToPath(uri);
  return {
    uri,
    name: basename(path),
    read: async () => {
      try {
        return readFileSync(path);
      } catch (error) {
        if (codeOf(error) === 'ENOENT') return undefined;
        throw error;
      }
    },
    write: (bytes, expected) => replaceFile(path, bytes, expected, { disk, pausesMs: [] }),
    create: async (bytes) => {
      const name = { stem: 'banner', extension: 'jpg' };
      return pathToFileURL(await publishFile(bytes, join(path, '..'), name)).toString();
    },
  };
}
