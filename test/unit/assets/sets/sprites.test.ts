/** Sprites, from a sheet to an atlas that a game engine reads. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { BaseTexture } from '@pixi/core';
import { Spritesheet, type ISpritesheetData } from '@pixi/spritesheet';
import { parseGrid } from '../../../../src/assets/sets/options.ts';
import { makeSet } from '../../../../src/assets/sets/makeSet.ts';
import { CheckError } from '../../../../src/errors.ts';
import { decodeEightBits } from '../../../../src/image/decode/decodeImage.ts';
import { png, type Color } from '../../../support/image/images.ts';
import { colorAt, made } from './rig.ts';

/** Left, top, width, height, and color of each figure. */
const FIGURES: readonly (readonly [number, number, number, number, Color])[] = [
  [4, 6, 20, 28, [200, 0, 0]],
  [44, 16, 10, 18, [0, 200, 0]],
  [70, 4, 24, 30, [0, 0, 200]],
  [8, 50, 12, 12, [200, 200, 0]],
  [41, 46, 20, 16, [0, 200, 200]],
];

const SHEET = png(100, 70, (x, y) => {
  const found = FIGURES.find(
    ([left, top, width, height]) => x >= left && x < left + width && y >= top && y < top + height,
  );
  return found?.[4] ?? [0, 0, 0, 0];
});

async function loadedBy(text: string, width: number, height: number) {
  const sheet = new Spritesheet(
    new BaseTexture(undefined, { width, height }),
    JSON.parse(text) as ISpritesheetData,
  );
  return await sheet.parse();
}

describe('a sheet with transparent gaps', () => {
  test('becomes an atlas that PixiJS reads, whose frames are exactly the figures', async () => {
    const { texts } = await made(SHEET, 'sprites');
    const textures = await loadedBy(texts.get('hero.json') ?? '', 100, 70);
    assert.deepEqual(
      Object.values(textures).map(({ frame: { x, y, width, height } }) => [x, y, width, height]),
      FIGURES.map(([x, y, width, height]) => [x, y, width, height]),
    );
    for (const [name, { orig, trim, frame, defaultAnchor }] of Object.entries(textures)) {
      assert.deepEqual([orig.width, orig.height], [24, 30], name);
      assert.deepEqual([defaultAnchor.x, defaultAnchor.y], [0.5, 1]);
      // All stand on the lower edge, in the middle.
      assert.equal(trim.y + frame.height, 30, name);
      assert.equal(trim.x, Math.floor((24 - frame.width) / 2), name);
    }
  });

  test('becomes one file for each sprite, all of one size', async () => {
    const { paths, pixelsOf } = await made(SHEET, 'sprites');
    assert.deepEqual(paths, ['hero.png', ...[1, 2, 3, 4, 5].map((n) => `frames/hero-${n}.png`)]);
    const second = await pixelsOf('frames/hero-2.png');
    assert.deepEqual([second.width, second.height], [24, 30]);
    assert.deepEqual(colorAt(second, 12, 29), [0, 200, 0, 255]);
    assert.deepEqual(colorAt(second, 12, 11), [0, 0, 0, 0]);
    assert.deepEqual(await pixelsOf('hero.png'), await decodeEightBits(SHEET));
  });

  test('keeps parts together that almost touch', async () => {
    const dotted = png(40, 20, (x, y) =>
      (x > 2 && x < 12 && y > 4 && y !== 9 && y < 18) || (x > 25 && x < 30 && y > 5 && y < 15)
        ? [9, 9, 9]
        : [0, 0, 0, 0],
    );
    assert.equal((await made(dotted, 'sprites')).paths.length, 3);
  });
});

describe('a sheet with a grid', () => {
  test('keeps each sprite where it is in its cell, and skips empty cells', async () => {
    const output = await makeSet({
      file: SHEET,
      set: 'sprites',
      stem: 'hero',
      grid: { columns: 3, rows: 2 },
    });
    assert.deepEqual(
      output.atlas?.sprites.map(({ frame, place, size }) => [
        [frame.x, frame.y],
        [place.x, place.y],
        [size.width, size.height],
      ]),
      [
        [
          [4, 6],
          [4, 6],
          [33, 35],
        ],
        [
          [44, 16],
          [11, 16],
          [33, 35],
        ],
        [
          [70, 4],
          [4, 4],
          [33, 35],
        ],
        [
          [8, 50],
          [8, 15],
          [33, 35],
        ],
        [
          [41, 46],
          [8, 11],
          [33, 35],
        ],
      ].map(([frame, place, size]) => [frame, place, size]),
    );
  });

  test('is read as users write it', () => {
    assert.deepEqual(parseGrid(' 4 × 2 '), { columns: 4, rows: 2 });
    for (const text of ['', '4', '0x2', '4x', 'x', '4x2x1', '9999x1']) {
      assert.equal(parseGrid(text), undefined, text);
    }
  });
});

test('an image without gaps, an empty one, and noise are refused', async () => {
  const noise = png(128, 128, (x, y) => (x % 3 === 0 && y % 3 === 0 ? [0, 0, 0] : [0, 0, 0, 0]));
  const images = [png(20, 20), png(20, 20, [0, 0, 0, 0]), noise];
  const found: unknown[] = [];
  for (const file of images) {
    await assert.rejects(makeSet({ file, set: 'sprites', stem: 'x' }), (error: unknown) => {
      assert.ok(error instanceof CheckError && error.problem.kind === 'no-sprites');
      found.push(error.problem.found);
      return true;
    });
  }
  assert.deepEqual(found, [0, 0, 43 * 43]);
});
