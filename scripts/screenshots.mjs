// `npm run screenshots`: takes the README's screenshots in media/screenshots/ again. With `-- --states` it takes
// every state of the panel, in each theme and at 300 px, to look at in out/screenshots/states/.
import { ensureHost, ensureProject, handedOver } from './ensure.mjs';
import { buildAndPackage } from './package.mjs';
import { orFail, step } from './steps.mjs';

await orFail(async () => {
  await ensureProject();
  if (await handedOver(import.meta.url)) return;
  await ensureHost();
  await buildAndPackage();
  const { takeScreenshots } = await import('../test/host/takeScreenshots.ts');
  const { takeStates } = await import('../test/host/takeStates.ts');
  const take = process.argv.includes('--states') ? takeStates : takeScreenshots;
  for (const file of await step('Taking screenshots', take)) console.log(`  ${file}`);
});
