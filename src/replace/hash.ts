import { createHash } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { slicesInMemory } from '../disk/disk.ts';

/** Returns the SHA-256 of bytes. Works in turns of a few ms, because all extensions share this thread. */
export async function hashOf(bytes: Uint8Array): Promise<string> {
  const hash = createHash('sha256');
  for (const slice of slicesInMemory(bytes)) {
    hash.update(slice);
    await nextTurn();
  }
  return hash.digest('hex');
}
