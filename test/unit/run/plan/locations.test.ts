import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CheckError } from '../../../../src/errors.ts';
import {
  parseLocation,
  resolveLocations,
  type Location,
} from '../../../../src/run/plan/locations.ts';

describe('what a text names a file by', () => {
  for (const [text, expected] of [
    ['file:///p/cat.png', { kind: 'uri', uri: 'file:///p/cat.png' }],
    ['vscode-remote://ssh/p/cat.png', { kind: 'uri', uri: 'vscode-remote://ssh/p/cat.png' }],
    ['memfs:/cat.png', { kind: 'uri', uri: 'memfs:/cat.png' }],
    ['img/cat.png', { kind: 'relative', path: 'img/cat.png' }],
    ['./img/cat.png', { kind: 'relative', path: 'img/cat.png' }],
    ['img\\cat.png', { kind: 'relative', path: 'img/cat.png' }],
    ['../cat.png', { kind: 'relative', path: '../cat.png' }],
    ['shot:1.png', { kind: 'relative', path: 'shot:1.png' }],
    ['50% off.png', { kind: 'relative', path: '50% off.png' }],
    ['~cat.png', { kind: 'relative', path: '~cat.png' }],
    ['~/cat.png', { kind: 'home', path: 'cat.png' }],
    ['/p/cat.png', { kind: 'absolute', path: '/p/cat.png' }],
    ['C:\\s\\cat.png', { kind: 'windows', authority: '', path: '/C:/s/cat.png' }],
    ['c:/s/cat.png', { kind: 'windows', authority: '', path: '/c:/s/cat.png' }],
    ['\\\\srv\\share\\cat.png', { kind: 'windows', authority: 'srv', path: '/share/cat.png' }],
    ['\\\\?\\C:\\s\\cat.png', { kind: 'windows', authority: '', path: '/C:/s/cat.png' }],
    ['\\\\?\\UNC\\srv\\s\\c.png', { kind: 'windows', authority: 'srv', path: '/s/c.png' }],
  ] as const satisfies readonly (readonly [string, Location])[]) {
    test(`report-E2 ${text} is ${expected.kind}`, () => {
      assert.deepEqual(parseLocation(text), expected);
    });
  }
});

describe('paths in options', () => {
  const existing = new Set(['file:///b/img/cat.png', 'file:///a/out', 'file:///b/only']);
  const resolve = (options: { images?: string[]; target?: string }, folders = ['a', 'b']) =>
    resolveLocations(options, {
      folders: folders.map((name) => ({ uri: `file:///${name}`, name })),
      join: (folder, path) => new URL(path, `${folder}/`).href,
      toUri: (location) => ('path' in location ? `file://${location.path}` : location.uri),
      kind: (uri) => Promise.resolve(existing.has(uri) ? 'file' : 'missing'),
    });

  test('report-E2 an image is in the folder that has it, also by the name of the folder', async () => {
    const images = ['img/cat.png', 'b/img/cat.png', 'file:///x.png'];
    const found = await resolve({ images });
    const cat = 'file:///b/img/cat.png';
    assert.deepEqual(found.images, [cat, cat, 'file:///x.png']);
  });

  test('report-E2 a target that exists nowhere is in the first folder', async () => {
    assert.equal((await resolve({ target: 'new.png' })).target, 'file:///a/new.png');
    assert.equal((await resolve({ target: 'only' })).target, 'file:///b/only');
    assert.equal((await resolve({ target: '../up' })).target, 'file:///up');
  });

  test('report-E2 a missing image, or a relative path without a folder, is refused by its name', async () => {
    const problem = (kind: string, path: string) => (error: unknown) => {
      assert.ok(error instanceof CheckError);
      assert.deepEqual(error.problem, { kind, path });
      return true;
    };
    await assert.rejects(resolve({ images: ['no.png'] }), problem('not-found', 'no.png'));
    await assert.rejects(resolve({ target: 'x' }, []), problem('no-folder', 'x'));
  });
});
