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

  test('are the same in every menu of the manifest that asks for one', async () => {
    const manifest = await readFile(
      path.join(import.meta.dirname, '../../../../package.json'),
      'utf8',
    );
    const patterns = [...manifest.matchAll(/resourceExtname =~ \/((?:[^/"\\]|\\.)+)\/i/g)];
    assert.ok(patterns.length > 0);
    assert.equal(patterns.length, manifest.split('resourceExtname').length - 1);
    const others = ['svgz', 'cur', 'tif2', 'txt', 'md', 'pngx', 'xpng'];
    for (const [, pattern = ''] of patterns) {
      const expression = new RegExp(JSON.parse(`"${pattern}"`) as string, 'i');
      const matching = [...IMAGE_FILE_EXTENSIONS, ...others].filter((one) =>
        expression.test(`.${one}`),
      );
      assert.deepEqual(matching, IMAGE_FILE_EXTENSIONS);
    }
  });
});
