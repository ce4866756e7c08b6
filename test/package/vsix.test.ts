import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { vsix } from '../host/paths.ts';

const FILES = [
  '[Content_Types].xml',
  'extension.vsixmanifest',
  'extension/LICENSE.txt',
  'extension/changelog.md',
  'extension/dist/codicon.css',
  'extension/dist/codicon.ttf',
  'extension/dist/easel.cjs',
  'extension/dist/extension.cjs',
  'extension/dist/panel.js',
  'extension/dist/practice.cjs',
  'extension/dist/preview.cjs',
  'extension/dist/region.cjs',
  'extension/dist/routeStatus.js',
  'extension/dist/undici.cjs',
  'extension/media/icon.png',
  'extension/package.json',
  'extension/package.nls.json',
  'extension/readme.md',
];

test('the package holds these files and no other', () => {
  assert.deepEqual(namesInZip(readFileSync(vsix)).sort(), FILES.sort());
});

test('the package is under 1 MB', () => {
  const { size } = statSync(vsix);
  assert.ok(size < 1_000_000, `${size} bytes`);
});

/** The names of a ZIP archive's central directory (PKWARE APPNOTE 4.3.12 and 4.3.16). */
function namesInZip(zip: Buffer): string[] {
  const end = zip.lastIndexOf('PK\x05\x06', undefined, 'latin1');
  assert.notEqual(end, -1, 'no end of central directory: not a ZIP archive');
  const names: string[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    assert.equal(zip.toString('latin1', at, at + 4), 'PK\x01\x02');
    const [name, extra, comment] = [28, 30, 32].map((field) => zip.readUInt16LE(at + field));
    names.push(zip.toString('utf8', at + 46, at + 46 + name!));
    at += 46 + name! + extra! + comment!;
  }
  return names;
}
