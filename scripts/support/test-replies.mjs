// `npm run test:replies -- 10000`: reads this many generated replies and prints how many saved, kept, or lost their image.
import { spawnSync } from 'node:child_process';
import { ensureProject, handedOver } from '../ensure.mjs';
import { orFail, root } from '../steps.mjs';

await orFail(async () => {
  await ensureProject();
  if (await handedOver(import.meta.url)) return;
  const { status } = spawnSync(process.execPath, ['test/unit/reply/anyReply.test.ts'], {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, EASEL_REPLIES: process.argv[2] ?? '10000' },
  });
  process.exitCode = status ?? 1;
});
