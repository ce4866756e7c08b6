/**
 * A window of its own: one run that is killed at a step (its number, or its name and which of that name: `link 2`), in the middle of
 * its work.
 * Prints the number of its steps.
 */
import { faultyDisk } from './faultyDisk.ts';
import { preparePlace, runAndSave } from './saving.ts';

const [origin = '', root = '', killAt = '-1'] = process.argv.slice(2);
const times = new Map<string, number>();
const { disk, steps } = faultyDisk(undefined, (step, name) => {
  const time = (times.get(name) ?? 0) + 1;
  times.set(name, time);
  if ([String(step), `${name} ${time}`].includes(killAt)) process.kill(process.pid, 'SIGKILL');
});
await runAndSave(origin, await preparePlace(root), { disk });
process.stdout.write(String(steps.length));
