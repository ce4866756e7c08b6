/** One of several processes that publish the same names at the same moment: prints the names it won. */
import { publishFile } from '../../../src/disk/publish/publishFile.ts';
import { copyFile, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';

const [root = '', folder = '', name = '', times = '0'] = process.argv.slice(2);
const spool = await mkdtemp(join(root, `spool-${name}-`));
for (let round = 0; round < Number(times); round += 1) {
  const spooled = join(spool, String(round));
  await copyFile(join(root, name), spooled);
  process.stdout.write(
    `${await publishFile(spooled, folder, { stem: `same-${round}`, extension: 'png' })}\n`,
  );
}
