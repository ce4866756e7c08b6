// Builds dist/ and packs it into out/easel.vsix.
import { mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureProject, handedOver } from './ensure.mjs';
import { logged, orFail, out, root, step } from './steps.mjs';

export const vsix = path.join(out, 'easel.vsix');

/**
 * Everything is bundled, so vsce need not look at node_modules. While package.json names no repository,
 * the README's links stay relative: there is no address to make them absolute with.
 */
export async function buildAndPackage() {
  await step('Building dist/', () => logged('build', process.execPath, ['esbuild.config.mjs']));
  mkdirSync(out, { recursive: true });
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  const flags = ['--no-dependencies', '--allow-missing-repository', '--no-rewrite-relative-links'];
  await step('Packaging out/easel.vsix', () =>
    logged('package', process.execPath, [vsce, 'package', ...flags, '--out', vsix]),
  );
  console.log(`  ${vsix}: ${Math.round(statSync(vsix).size / 1024)} KB`);
  return vsix;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await orFail(async () => {
    await ensureProject();
    if (await handedOver(import.meta.url)) return;
    await buildAndPackage();
  });
}
