import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { readTree } from './tree.ts';
import { stiffPhrases } from './words.ts';

const ROOT = path.resolve(import.meta.dirname, '../..');

/** Files that must name the phrases, or quote others. */
const EXEMPT = /^(test\/house\/words|test\/corpus\/replies|test\/unit\/messages\/everyMessage)/;

test('code, comments, tests, and documents use plain words', () => {
  const patterns = [
    '{src,media,test,scripts}/**/*.{ts,mjs,md}',
    '*.{md,mjs}',
    'package.nls.json',
    '.github/**/*.{md,yml}',
  ];
  const files = new Map(
    patterns
      .flatMap((pattern) => [...readTree(ROOT, pattern)])
      .filter(([file]) => !EXEMPT.test(file)),
  );
  assert.ok(files.has('README.md') && files.has('src/extension.ts') && files.size > 400);
  assert.deepEqual(stiffPhrases(files), []);
});

test('a stiff phrase is reported with its line and a plain word', () => {
  const files = new Map([['a.ts', 'const a = 1;\n// A name for eyes.\n']]);
  assert.deepEqual(stiffPhrases(files), ['a.ts:2: "for eyes", better: display']);
});
