// `npm start`: installs, builds, packages, opens VS Code on samples/, edits samples/cat.png with the Practice
// gateway, and prints the result. On a terminal the editor then stays open; `-- --once` ends instead.
import { ensureHost, ensureProject, handedOver } from './ensure.mjs';
import { buildAndPackage } from './package.mjs';
import { PlainError, orFail, step } from './steps.mjs';

await orFail(async () => {
  await ensureProject();
  if (await handedOver(import.meta.url)) return;
  await ensureHost();
  await buildAndPackage();
  const { editSample } = await import('../test/host/editSample.ts');
  const result = await editSample({
    step,
    fail: (message, log) => new PlainError(message, log),
  });
  console.log(`
  Image       ${result.image}
              ${result.width} x ${result.height} px, ${result.bytes} bytes
  Screenshot  ${result.screenshot}`);
  try {
    if (process.stdout.isTTY && !process.argv.includes('--once'))
      await untilInterrupted(result.url);
  } finally {
    await result.stop();
  }
});

/** @param {string} url */
async function untilInterrupted(url) {
  console.log(`\n  VS Code is open at ${url}\n  Press Ctrl+C to stop it.`);
  const alive = setInterval(() => undefined, 60_000);
  await new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, resolve);
  });
  clearInterval(alive);
}
