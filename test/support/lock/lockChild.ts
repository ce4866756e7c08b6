/**
 * A window of its own that adds ids to a list and prints each one when it is saved.
 * Arguments: the list, how many, a prefix, and the number of the disk operation before which it kills itself; -1 for none.
 */
import { writeSync } from 'node:fs';
import { listFile, watchedDisk } from './lockRig.ts';

const [path = '', count = '0', prefix = '', killAt = '-1'] = process.argv.slice(2);
let step = 0;
const disk = watchedDisk(() => {
  if (step++ === Number(killAt)) process.kill(process.pid, 'SIGKILL');
});
const list = listFile(path, Number(killAt) < 0 ? undefined : disk);
for (let i = 0; i < Number(count); i++) {
  await list.add(`${prefix}${i}`);
  writeSync(1, `${prefix}${i}\n`);
}
