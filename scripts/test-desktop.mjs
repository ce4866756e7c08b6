// `npm run test:desktop`: runs the suite of test/inside in desktop VS Code.
import { ensureHost, ensureProject, handedOver } from './ensure.mjs';
import { buildAndPackage } from './package.mjs';
import { orFail } from './steps.mjs';

await orFail(async () => {
  await ensureProject();
  if (await handedOver(import.meta.url)) return;
  await ensureHost();
  await buildAndPackage();
  const { desktop } = await import('./support/stages.mjs');
  const { passed, failed } = await desktop();
  console.log(`\n${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
});
