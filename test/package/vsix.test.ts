import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import { test } from 'node:test';
import { vsix } from '../host/paths.ts';
import { unzip } from './zip.ts';

const FILES = [
  '[Content_Types].xml',
  'extension.vsixmanifest',
  'extension/LICENSE.txt',
  'extension/ThirdPartyNotices.txt',
  'extension/changelog.md',
  'extension/dist/codicon.css',
  'extension/dist/codicon.ttf',
  'extension/dist/avif_dec.wasm',
  'extension/dist/decodeAvif.cjs',
  'extension/dist/assetWorker.cjs',
  'extension/dist/encodeWebp.cjs',
  'extension/dist/webp_enc_simd.wasm',
  'extension/dist/jpeg.cjs',
  'extension/dist/decodeTiff.cjs',
  'extension/dist/decodeWebp.cjs',
  'extension/dist/easel.cjs',
  'extension/dist/extension.cjs',
  'extension/dist/libjpegturbowasm.wasm',
  'extension/dist/panel.js',
  'extension/dist/pixelWorker.cjs',
  'extension/dist/practice.cjs',
  'extension/dist/previewWorker.cjs',
  'extension/dist/routeStatus.js',
  'extension/dist/iconSet.js',
  'extension/dist/undici.cjs',
  'extension/dist/webp_dec.wasm',
  'extension/media/activity.svg',
  'extension/media/icon.png',
  'extension/package.json',
  'extension/package.nls.json',
  'extension/readme.md',
];

test('the package holds these files and no other', () => {
  assert.deepEqual([...unzip(readFileSync(vsix)).keys()].sort(), FILES.sort());
});

test('the package is under 3 MB', () => {
  const { size } = statSync(vsix);
  assert.ok(size < 3_000_000, `${size} bytes`);
});
