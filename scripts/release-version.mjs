// Reads the version to release from CHANGELOG.md. The release workflow runs it without arguments: it checks
// that package.json and src/version.ts agree and prints version, tag, and channel. `--write` sets the version in
// package.json, package-lock.json, and src/version.ts. `--notes <file>` writes the version's section of CHANGELOG.md to a file.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PlainError, orFail, parseJson, root } from './steps.mjs';

/** @typedef {{ version: string, notes: string }} Release */

/** The file with the version that requests carry. */
const SOURCE = 'src/version.ts';
const SOURCE_VERSION = /^(export const VERSION = )'([^']*)'/m;

/**
 * Returns the release at the top of a changelog, whose heading is `## 1.2.3 (2026-11-27)`.
 *
 * @param {string} changelog
 * @returns {Release}
 */
export function latestRelease(changelog) {
  const [, section = ''] = changelog.split(/^## /m);
  const heading = section.split('\n', 1)[0] ?? '';
  const match = /^(\d+\.\d+\.\d+) \((\d{4}-\d{2}-\d{2})\)$/.exec(heading);
  if (match === null)
    throw new PlainError(
      `CHANGELOG.md starts with “${heading}”. To release, change that heading to a version and a date, like “1.2.3 (2026-11-27)”.`,
    );
  const notes = section.slice(heading.length).trim();
  if (notes === '') throw new PlainError(`CHANGELOG.md has no entries for ${heading}.`);
  return { version: match[1] ?? '', notes };
}

/**
 * Returns where a version goes. The Marketplace has no suffixes such as `-beta`, so by its convention odd minor
 * versions are pre-releases.
 *
 * @param {string} version
 * @returns {'release' | 'pre-release'}
 */
export function channelOf(version) {
  return Number(version.split('.')[1]) % 2 === 1 ? 'pre-release' : 'release';
}

/**
 * Returns the Git tag of a version.
 *
 * @param {string} version
 */
export function tagOf(version) {
  return `v${version}`;
}

/**
 * Does what the arguments say, in a folder with CHANGELOG.md, package.json, and src/version.ts.
 *
 * @param {string} folder
 * @param {readonly string[]} args
 * @returns {string} lines for the workflow's outputs
 */
export function releaseVersion(folder, args) {
  const { version, notes } = latestRelease(readFileSync(path.join(folder, 'CHANGELOG.md'), 'utf8'));
  if (args.includes('--write')) writeVersion(folder, version);
  for (const name of ['package.json', 'package-lock.json', SOURCE]) {
    const found = versionIn(name, readFileSync(path.join(folder, name), 'utf8'));
    if (found !== version)
      throw new PlainError(
        `CHANGELOG.md releases ${version}, but ${name} has ${found}. Run \`node scripts/release-version.mjs --write\`.`,
      );
  }
  const notesFile = args[args.indexOf('--notes') + 1];
  if (args.includes('--notes') && notesFile !== undefined) writeFileSync(notesFile, `${notes}\n`);
  return `version=${version}\ntag=${tagOf(version)}\nchannel=${channelOf(version)}\n`;
}

/**
 * Returns the version that a file states; an empty text without one.
 *
 * @param {string} name
 * @param {string} text
 */
function versionIn(name, text) {
  if (name === SOURCE) return SOURCE_VERSION.exec(text)?.[2] ?? '';
  return /** @type {{ version: string }} */ (parseJson(text)).version;
}

/**
 * Sets the version as text, so that nothing else in the files changes.
 *
 * @param {string} folder
 * @param {string} version
 */
function writeVersion(folder, version) {
  for (const [name, count] of /** @type {const} */ ([
    ['package.json', 1],
    ['package-lock.json', 2],
  ])) {
    const file = path.join(folder, name);
    let left = count;
    const text = readFileSync(file, 'utf8').replaceAll(
      /^( {2,6}"version": )"[^"]*"/gm,
      (line, key) => (left-- > 0 ? `${key}"${version}"` : line),
    );
    writeFileSync(file, text);
  }
  const source = path.join(folder, SOURCE);
  const text = readFileSync(source, 'utf8').replace(SOURCE_VERSION, `$1'${version}'`);
  writeFileSync(source, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await orFail(async () => {
    const outputs = releaseVersion(root, process.argv.slice(2));
    process.stdout.write(outputs);
    if (process.env['GITHUB_OUTPUT']) appendFileSync(process.env['GITHUB_OUTPUT'], outputs);
  });
}
