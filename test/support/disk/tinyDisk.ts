/** Mounts file systems for a test, to be really full or really read-only. Only root on Linux can. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TinyDisk {
  readonly folder: string;
  makeReadOnly(): void;
  remove(): void;
}

/** Undefined where this machine doesn't allow mounting. */
export function mountTinyDisk(bytes: number): TinyDisk | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'easel-tiny-'));
  const mount = (...args: readonly string[]) => {
    execFileSync('mount', [...args, folder], { stdio: 'pipe', timeout: 10_000 });
  };
  try {
    mount('-t', 'tmpfs', '-o', `size=${bytes}`, 'easel-test');
  } catch {
    rmdirSync(folder);
    return undefined;
  }
  return {
    folder,
    makeReadOnly: () => {
      mount('-o', 'remount,ro');
    },
    remove: () => {
      execFileSync('umount', [folder], { timeout: 10_000 });
      rmdirSync(folder);
    },
  };
}
