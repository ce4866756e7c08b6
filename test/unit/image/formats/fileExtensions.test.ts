import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, test } from 'node:test';
import {
  hasImageExtension,
  IMAGE_FILE_EXTENSIONS,
} from '../../../../src/image/formats/fileExtensions.ts';

describe('image extensions', () => {
  test('count in upper case too, and only at the end of a path', () => {
    assert.equal(hasImageExtension('/images/Cat.PNG'), true);
    assert.equal(hasImageExtension('/images.png/notes.txt'), false);
    assert.equal(hasImageExtension('/images/png'), false);
  });

  test('are the same in every menu of the manifest that asks for one, as far as its commands can read them', async () => {
    const manifest = await readFile(
      path.join(import.meta.dirname, '../../../../package.json'),
      'utf8',
    );
    const entries = [
      ...manifest.matchAll(
        /"(?:command|submenu)": "([\w.]+)",\s*"when": "[^"]*resourceExtname =~ \/((?:[^/"\\]|\\.)+)\/i/g,
      ),
    ];
    assert.ok(entries.length > 0);
    assert.equal(entries.length, manifest.split('resourceExtname').length - 1);
    // Only the page draws SVG, and nothing in Easel decodes HEIC.
    const decoded = IMAGE_FILE_EXTENSIONS.filter((one) => !['heic', 'heif', 'svg'].includes(one));
    const others = ['svgz', 'cur', 'tif2', 'txt', 'md', 'pngx', 'xpng'];
    for (const [, entry = '', pattern = ''] of entries) {
      const expression = new RegExp(JSON.parse(`"${pattern}"`) as string, 'i');
      const matching = [...IMAGE_FILE_EXTENSIONS, ...others].filter((one) =>
        expression.test(`.${one}`),
      );
      const expected = entry === 'easel.assets' ? decoded : IMAGE_FILE_EXTENSIONS;
      assert.deepEqual(matching, expected, entry);
    }
  });
});
