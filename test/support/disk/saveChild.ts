/**
 * A window of its own: one run that is killed at a step (its number, or the first of its name), in the middle of its work.
 * Prints the number of its steps.
 */
import { faultyDisk } from './faultyDisk.ts';
import { preparePlace, runAndSave } from './saving.ts';

const [origin = '', root = '', killAt = '-1'] = process.argv.slice(2);
const { disk, steps } = faultyDisk(undefined, (step, name) => {
  if (String(step) === killAt || name === killAt) process.kill(process.pid, 'SIGKILL');
});
await runAndSave(origin, await preparePlace(root), { disk });
process.stdout.write(String(steps.length));
