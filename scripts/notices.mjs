// `npm run notices`: writes ThirdPartyNotices.txt from out/meta.json, the record of what each file of dist/ is
// made of. With `--check` it only compares, and fails where the file is out of date.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PlainError, orFail, parseJson, root } from './steps.mjs';

/** @typedef {{ outputs: Record<string, { inputs: Record<string, { bytesInOutput: number }> }> }} Metafile */
/** @typedef {{ name: string, folder: string, files: string[] }} Used a package and its bundled files */
/** @typedef {{ version: string, license?: string, repository?: string | { url: string } }} Manifest */

const NOTICES = path.join(root, 'ThirdPartyNotices.txt');
const RULE = '='.repeat(80);

/** License ids of packages whose manifest names only one of their licenses, or puts them in parentheses. */
const LICENSE_IDS = new Map([
  ['@vscode/codicons', 'CC-BY-4.0 (icons) and MIT (code)'],
  ['pako', 'MIT AND Zlib'],
]);

const INTRODUCTION = `Third-party notices

Easel includes code and icons from the packages below, under their own licenses.
\`npm run notices\` generates this file from what the bundles contain.
`;

/**
 * Returns the packages with at least one byte in an output, by name. A package that the bundler dropped
 * entirely is not distributed, so it needs no notice.
 *
 * @param {Metafile} metafile
 * @returns {Used[]}
 */
export function usedPackages({ outputs }) {
  /** @type {Map<string, Used>} */
  const used = new Map();
  for (const { inputs } of Object.values(outputs)) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const match = /^(.*node_modules\/((?:@[^/]+\/)?[^/]+))\//.exec(file);
      if (match === null || bytesInOutput === 0) continue;
      const [, folder = '', name = ''] = match;
      const found = used.get(folder) ?? { name, folder, files: [] };
      if (!found.files.includes(file)) found.files.push(file);
      used.set(folder, found);
    }
  }
  return [...used.values()].sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

/**
 * Returns the text of ThirdPartyNotices.txt.
 *
 * @param {Metafile} metafile
 */
export function renderNotices(metafile) {
  const sections = usedPackages(metafile).map(renderPackage);
  if (sections.some((section) => section.includes('Apache License, Version 2.0'))) {
    const apache = readFileSync(path.join(root, 'scripts/licenses/Apache-2.0.txt'), 'utf8');
    sections.push(`The Apache License, Version 2.0, that is named above\n\n${plain(apache)}`);
  }
  return `${[INTRODUCTION, ...sections].join(`\n${RULE}\n`)}\n`;
}

/** @param {Used} used */
function renderPackage({ name, folder, files }) {
  const manifest = /** @type {Manifest} */ (readJson(path.join(folder, 'package.json')));
  const { version, license, repository } = manifest;
  const found = licenseTexts(folder);
  const texts = found.length > 0 ? found : ownLicenseTexts(name);
  if (license === undefined || texts.length === 0)
    throw new PlainError(`${name} ${version} comes without a license. See ${folder}.`);
  const url = typeof repository === 'string' ? repository : repository?.url;
  return [
    `${name} ${version}`,
    `License: ${LICENSE_IDS.get(name) ?? license}`,
    ...(url === undefined ? [] : [`Source: ${url.replace(/^git\+|\.git$/g, '')}`]),
    ...texts.map((text) => `\n${text}`),
    ...legalComments(files).map((text) => `\nFrom a file of this package:\n\n${text}`),
  ].join('\n');
}

/**
 * Returns every license file of a package: some have one for code and another for data.
 *
 * @param {string} folder
 */
function licenseTexts(folder) {
  return readdirSync(path.join(root, folder))
    .filter((file) => /^(licen[cs]e|copying|notice)/i.test(file))
    .sort()
    .map((file) => plain(readFileSync(path.join(root, folder, file), 'utf8')));
}

/**
 * Returns the license of a package that comes without a file of it, from scripts/licenses: the text that its manifest or its
 * source names, with the licenses of what it was built from.
 *
 * @param {string} name
 */
function ownLicenseTexts(name) {
  const file = path.join(root, 'scripts/licenses', `${name.replace('/', '+')}.txt`);
  return existsSync(file) ? [plain(readFileSync(file, 'utf8'))] : [];
}

/**
 * Returns the copyright comments of bundled files. Minifying removes them, and some name an owner or a
 * license that the package's own license file leaves out.
 *
 * @param {readonly string[]} files
 */
function legalComments(files) {
  const comments = files
    .filter((file) => /\.[cm]?js$/.test(file))
    .flatMap((file) => readFileSync(path.join(root, file), 'utf8').match(/\/\*[^]*?\*\//g) ?? [])
    .filter((comment) => /copyright/i.test(comment))
    .map((comment) => plain(comment.slice(2, -2).replaceAll(/^ ?\*+ ?/gm, '')));
  return [...new Set(comments)].sort();
}

/**
 * Returns a text without a byte order mark, Windows line ends, trailing spaces, and blank lines around it.
 *
 * @param {string} text
 */
function plain(text) {
  return text
    .replace(/^\uFEFF/, '')
    .replaceAll(/[ \t\r]+$/gm, '')
    .replaceAll(/^\n+|\n+$/g, '');
}

/** @param {string} file */
function readJson(file) {
  return parseJson(readFileSync(path.join(root, file), 'utf8'));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await orFail(async () => {
    const text = renderNotices(/** @type {Metafile} */ (readJson('out/meta.json')));
    if (!process.argv.includes('--check')) writeFileSync(NOTICES, text);
    else if (readFileSync(NOTICES, 'utf8') !== text)
      throw new PlainError('ThirdPartyNotices.txt is out of date. Run `npm run notices`.');
  });
}
