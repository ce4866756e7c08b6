// `npm run house`: prints the rooms of the code, and for each layout rule how many places break it.
import path from 'node:path';
import { ensureProject, handedOver } from './ensure.mjs';
import { orFail, root } from './steps.mjs';

await orFail(async () => {
  await ensureProject();
  if (await handedOver(import.meta.url)) return;
  const { readTree } = await import('../test/house/tree.ts');
  const { houseReport } = await import('../test/house/report.ts');
  console.log(houseReport(readTree(path.resolve(root))));
});
