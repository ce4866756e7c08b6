/** Every system's rules for paths, tested on any of them. */
import assert from 'node:assert/strict';
import { win32 } from 'node:path';
import { describe, test } from 'node:test';
import { isWithin, shortForm } from '../../../../src/disk/platformNames.ts';

describe('shortForm', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['\\\\?\\C:\\a\\b', 'C:\\a\\b'],
    ['\\\\?\\UNC\\server\\share\\a', '\\\\server\\share\\a'],
    ['\\\\?\\unc\\server\\share', '\\\\server\\share'],
    ['C:\\a', 'C:\\a'],
    ['\\\\server\\share\\a', '\\\\server\\share\\a'],
    ['\\\\?\\Volume{0-1}\\a', '\\\\?\\Volume{0-1}\\a'],
    ['\\\\.\\pipe\\a', '\\\\.\\pipe\\a'],
  ];
  for (const [path, short] of cases) {
    test(`of ${path}`, () => {
      assert.equal(shortForm(path), short);
    });
  }

  test('undoes the long form that Node gives every path it opens on Windows', () => {
    // So a path of more than 259 characters opens without any work of ours.
    for (const path of [`C:\\${'a\\'.repeat(200)}b`, `\\\\server\\share\\${'a\\'.repeat(200)}b`]) {
      const long = win32.toNamespacedPath(path);
      assert.ok(long.startsWith('\\\\?\\'), long);
      assert.equal(shortForm(long), path);
    }
  });
});

describe('isWithin', () => {
  const cases: readonly (readonly [
    path: string,
    folder: string,
    platform: NodeJS.Platform,
    is: boolean,
  ])[] = [
    ['C:\\work\\img', 'C:\\work', 'win32', true],
    ['c:\\WORK\\img', 'C:\\work', 'win32', true],
    ['C:\\work', 'C:\\work\\', 'win32', true],
    ['C:\\workshop', 'C:\\work', 'win32', false],
    ['C:\\work\\..\\img', 'C:\\work', 'win32', false],
    ['C:\\work\\..img', 'C:\\work', 'win32', true],
    ['D:\\work\\img', 'C:\\work', 'win32', false],
    ['\\\\server\\share\\img', '\\\\server\\share', 'win32', true],
    ['\\\\SERVER\\share\\img', '\\\\server\\Share', 'win32', true],
    ['\\\\server\\other\\img', '\\\\server\\share', 'win32', false],
    ['\\\\other\\share\\img', '\\\\server\\share', 'win32', false],
    ['\\\\?\\C:\\work\\img', 'C:\\work', 'win32', true],
    ['\\\\?\\UNC\\server\\share\\img', '\\\\server\\share', 'win32', true],
    ['\\\\server\\share\\work', 'C:\\work', 'win32', false],
    ['/work/img', '/work', 'darwin', true],
    ['/work/img', '/Work', 'darwin', false],
    ['/workshop', '/work', 'linux', false],
    ['/work/../img', '/work', 'linux', false],
    ['/work/a\\..\\..\\b', '/work', 'linux', true],
  ];
  for (const [path, folder, platform, is] of cases) {
    test(`on ${platform}, ${path} is ${is ? '' : 'not '}in ${folder}`, () => {
      assert.equal(isWithin(path, folder, platform), is);
    });
  }

  test('a path without a root on its drive is in no folder of another drive', () => {
    assert.equal(isWithin('D:img', 'C:\\work', 'win32'), false);
  });
});
