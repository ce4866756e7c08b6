// `npm run bench`: compares Easel with other clients and writes bench/RESULTS.md. `-- --quick` takes fewer runs.
import { ensureBench, ensureHost, ensureProject, handedOver } from './ensure.mjs';
import { buildAndPackage } from './package.mjs';
import { orFail, root } from './steps.mjs';

await orFail(async () => {
  await ensureProject();
  if (await handedOver(import.meta.url)) return;
  process.chdir(root);
  await ensureHost();
  await ensureBench();
  await buildAndPackage();
  const { bench } = await import('../test/bench/bench.ts');
  process.exitCode = (await bench(process.argv.slice(2))) ? 0 : 1;
});
