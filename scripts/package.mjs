// Builds dist/ and packs it into out/easel.vsix. With `--release` the file is the one to publish.
import { mkdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureProject, handedOver } from './ensure.mjs';
import { channelOf, tagOf } from './release-version.mjs';
import { logged, orFail, out, parseJson, root, step } from './steps.mjs';

export const vsix = path.join(out, 'easel.vsix');

/** Builds and packs. `npm test -- --release` tests the file that `--release` makes. */
export async function buildAndPackage() {
  await step('Building dist/', () => logged('build', process.execPath, ['esbuild.config.mjs']));
  mkdirSync(out, { recursive: true });
  const vsce = path.join(root, 'node_modules/@vscode/vsce/vsce');
  const { version } = /** @type {{ version: string }} */ (
    parseJson(readFileSync(path.join(root, 'package.json'), 'utf8'))
  );
  const flags = packageFlags(version, process.argv.includes('--release'));
  await step('Packaging out/easel.vsix', () =>
    logged('package', process.execPath, [vsce, 'package', ...flags, '--out', vsix]),
  );
  console.log(`  ${vsix}: ${Math.round(statSync(vsix).size / 1024)} KB`);
  return vsix;
}

/**
 * Returns the flags for vsce. Everything is bundled, so it skips node_modules. VS Code shows an image of a
 * README only at an https address, so vsce makes links absolute with `repository` of package.json. A release
 * links to its own tag: its README keeps its images when the default branch renames them.
 *
 * @param {string} version
 * @param {boolean} release
 */
export function packageFlags(version, release) {
  const flags = ['--no-dependencies'];
  if (release) flags.push('--githubBranch', tagOf(version));
  if (release && channelOf(version) === 'pre-release') flags.push('--pre-release');
  return flags;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await orFail(async () => {
    await ensureProject();
    if (await handedOver(import.meta.url)) return;
    await buildAndPackage();
  });
}
