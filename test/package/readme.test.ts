import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { root, vsix } from '../host/paths.ts';
import { unzip } from './zip.ts';

const { repository, bugs, homepage } = JSON.parse(
  readFileSync(path.join(root, 'package.json'), 'utf8'),
) as { repository: { url: string }; bugs: string; homepage: string };

const address = repository.url.replace(/^git\+|\.git$/g, '');
const packed = unzip(readFileSync(vsix)).get('extension/readme.md')?.toString() ?? '';

/** Images first: VS Code shows an image of a README only where its address is https. */
const links = [...packed.matchAll(/(!?)\[[^\]]*\]\(([^)\s]+)\)/g)].map(
  ([, image, target = '']) => ({ isImage: image === '!', target }),
);

test('every image of the packaged README is a file of the repository, at its https address', () => {
  const images = links.filter(({ isImage }) => isImage).map(({ target }) => target);
  assert.ok(images.length >= 5, `${images.length} images`);
  for (const image of images) {
    assert.match(image, /\.png$/);
    assert.ok(existsSync(fileOf(image, 'raw')), image);
  }
  assert.doesNotMatch(packed, /<img/, 'images as HTML are not checked here');
});

test('every link of the packaged README leads to a file of the repository', () => {
  const pages = links.filter(({ isImage, target }) => !isImage && !target.startsWith('#'));
  assert.notDeepEqual(pages, []);
  for (const { target } of pages) assert.ok(existsSync(fileOf(target, 'blob')), target);
});

test('the address of the repository is written in package.json alone', () => {
  assert.match(address, /^https:\/\/github\.com\/[\w-]+\/[\w-]+$/);
  assert.equal(bugs, `${address}/issues`);
  assert.equal(homepage, `${address}#readme`);
  const name = new URL(address).pathname;
  const others = globSync(
    ['*.{md,mjs,json}', '.github/**/*.{md,yml}', '.devcontainer/*.json', 'scripts/**/*.mjs'],
    {
      cwd: root,
    },
  ).filter((file) => !['package.json', 'package-lock.json'].includes(file));
  assert.ok(others.includes('README.md'));
  for (const file of others) {
    const text = readFileSync(path.join(root, file), 'utf8');
    assert.ok(!text.includes(`github.com${name}`), `${file} repeats ${address}`);
  }
});

/** Returns the file that an address of the repository shows. */
function fileOf(link: string, kind: 'raw' | 'blob'): string {
  const start = `${address}/${kind}/`;
  assert.ok(link.startsWith(start), `${link} is not below ${start}`);
  const [, ...parts] = new URL(link.slice(start.length), 'https://file.example').pathname
    .split('/')
    .slice(1);
  return path.join(root, ...parts);
}
