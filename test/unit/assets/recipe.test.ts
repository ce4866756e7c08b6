import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  fitOf,
  parseColor,
  parsePrepareOptions,
  parseRemovalOptions,
  parseWeight,
} from '../../../src/assets/recipe.ts';
import { parseSize } from '../../../src/assets/sizeText.ts';
import { CheckError } from '../../../src/errors.ts';

describe('a size', () => {
  for (const [text, size] of [
    ['1200x630', { width: 1200, height: 630 }],
    [' 1200 × 630 px ', { width: 1200, height: 630 }],
    ['1200*630', { width: 1200, height: 630 }],
    ['1200', { width: 1200 }],
    ['1200x', { width: 1200 }],
    ['x630', { height: 630 }],
    ['640PX', { width: 640 }],
    ['', undefined],
    ['0', undefined],
    ['0x0', undefined],
    ['12.5', undefined],
    ['-5', undefined],
    ['99999', undefined],
    ['large', undefined],
  ] as const) {
    test(`is read from “${text}”`, () => {
      assert.deepEqual(parseSize(text), size);
    });
  }
});

describe('a weight', () => {
  for (const [text, bytes] of [
    ['150 kB', 150_000],
    ['150k', 150_000],
    ['1.5 MB', 1_500_000],
    ['1,5 mb', 1_500_000],
    ['80000', 80_000],
    ['80 bytes', 80],
    // No image has so few bytes, so a short number means kB.
    ['150', 150_000],
    ['0', undefined],
    ['0.1', 100],
    ['much', undefined],
    ['-1 kB', undefined],
    ['', undefined],
  ] as const) {
    test(`is read from “${text}”`, () => {
      assert.equal(parseWeight(text), bytes);
    });
  }
});

test('a color is read as users write it', () => {
  for (const [text, color] of [
    ['#1E90FF', '#1e90ff'],
    [' 1e90ff ', '#1e90ff'],
    ['#fff', '#ffffff'],
    ['a1c', '#aa11cc'],
    ['#ffff', undefined],
    ['#1e90ff80', undefined],
    ['red', undefined],
    ['', undefined],
  ] as const) {
    assert.equal(parseColor(text), color, text);
  }
});

test('an image is cropped by default, and padded if the recipe says what is around it', () => {
  assert.equal(fitOf({}), 'cover');
  assert.equal(fitOf({ pad: 'blur' }), 'contain');
  assert.equal(fitOf({ pad: 'blur', fit: 'inside' }), 'inside');
});

describe('the options of a caller', () => {
  test('can name what a crop keeps and what is around an image', () => {
    for (const options of [
      { focus: { x: 0, y: 1 } },
      { focus: 'content' },
      { pad: 'transparent' },
      { pad: '#1E90ff' },
    ]) {
      assert.deepEqual(parsePrepareOptions(options), options);
    }
  });

  test('lose what is no option', () => {
    assert.deepEqual(parsePrepareOptions({ width: 10, fit: 'cover', groupId: 1 }), {
      width: 10,
      fit: 'cover',
    });
  });

  for (const [where, options] of [
    ['width', { width: 0 }],
    ['height', { height: 1.5 }],
    ['focus', { focus: 'face' }],
    ['focus.x', { focus: { x: 1.2, y: 0 } }],
    ['focus', { focus: { x: 0, y: Number.NaN } }],
    ['pad', { pad: 'white' }],
    ['pad', { pad: '#fff' }],
    ['pad', { pad: '#ffffff00' }],
    ['fit', { fit: 'fill' }],
    ['format', { format: 'bmp' }],
    ['quality', { quality: 101 }],
    ['mostBytes', { mostBytes: 0 }],
    ['images.0', { images: [''] }],
    ['', 7],
  ] as const) {
    test(`are refused for a wrong ${where === '' ? 'type' : where}`, () => {
      assert.throws(
        () => parsePrepareOptions(options),
        (error: unknown) =>
          error instanceof CheckError &&
          error.problem.kind === 'bad-options' &&
          error.problem.where === where,
      );
    });
  }
});

describe('the options of a transparent background', () => {
  const whereOf = (parse: () => unknown): string => {
    try {
      parse();
    } catch (error) {
      assert.ok(error instanceof CheckError && error.problem.kind === 'bad-options');
      return error.problem.where;
    }
    return 'accepted';
  };

  test('are those of a prepared image, and a way: the free one by default', () => {
    assert.deepEqual(parseRemovalOptions({ images: ['a.png'], way: 'local', format: 'webp' }), {
      images: ['a.png'],
      format: 'webp',
      background: 'transparent',
      way: 'local',
    });
    assert.equal(parseRemovalOptions({ images: ['a.png'] }).way, 'local');
    assert.equal(parseRemovalOptions({ way: 'exact', target: 'art' }).way, 'exact');
  });

  test('that a model can’t keep are refused for the ways that send a request', () => {
    for (const way of ['key', 'exact']) {
      for (const [where, value] of Object.entries({ width: 10, format: 'webp', mostBytes: 5000 })) {
        assert.equal(
          whereOf(() => parseRemovalOptions({ way, [where]: value })),
          where,
        );
      }
    }
  });

  test('are refused for a way that Easel does not know, instead of taking another one', () => {
    for (const way of ['magic', '', 7]) {
      assert.equal(
        whereOf(() => parseRemovalOptions({ way })),
        'way',
      );
    }
  });

  test('are refused for JPEG, which has no transparency', () => {
    const format = 'jpeg';
    assert.equal(
      whereOf(() => parseRemovalOptions({ format })),
      'format',
    );
    assert.equal(
      whereOf(() => parsePrepareOptions({ format, background: 'transparent' })),
      'format',
    );
    assert.equal(
      whereOf(() => parsePrepareOptions({ format })),
      'accepted',
    );
  });
});
