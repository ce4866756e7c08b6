/** A window that opens and claims what it finds: prints the ids of the runs that it would tell of. */
import { claim } from '../../../src/disk/claim.ts';
import { listLeftovers } from '../../../src/spool/leftovers.ts';

const roots = process.argv.slice(2);
const claimed: string[] = [];
for (const leftover of await listLeftovers(roots, Date.now())) {
  if (await claim(leftover.folder, Date.now())) claimed.push(leftover.record.id);
}
process.stdout.write(JSON.stringify(claimed));
// Stays, as a window does: a claim lasts while its window does.
process.stdin.resume();
