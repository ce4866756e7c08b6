import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** A folder where flushing costs nothing, if there is one: hundreds of cases go through it. */
export const FAST = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();
