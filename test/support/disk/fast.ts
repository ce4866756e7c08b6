import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

const SHARED_MEMORY = '/dev/shm';
const isThere = process.platform !== 'win32' && existsSync(SHARED_MEMORY);

/** A folder where flushing costs nothing, if there is one: hundreds of cases go through it. */
export const FAST = isThere ? SHARED_MEMORY : tmpdir();
