// `npm run screenshots`: the pictures of the README, in media/screenshots/, taken again.
import { ensureHost, ensureProject, handedOver } from './ensure.mjs';
import { buildAndPackage } from './package.mjs';
import { orFail, step } from './steps.mjs';

await orFail(async () => {
  await ensureProject();
  if (await handedOver(import.meta.url)) return;
  await ensureHost();
  await buildAndPackage();
  const { takeScreenshots } = await import('../test/host/takeScreenshots.ts');
  for (const file of await step('Taking screenshots', takeScreenshots)) console.log(`  ${file}`);
});
