/** The sets other than the favicon's, from real bytes to real bytes. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SET_IDS, type SetId } from '../../../../src/assets/sets/set.ts';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { isOpaque } from '../../../../src/image/pixels/pixels.ts';
import { photoLikePng, png } from '../../../support/image/images.ts';
import { colorAt, disk, made } from './rig.ts';

const PHOTO = photoLikePng(1376, 768, 20);
const IMAGE_SETS = SET_IDS.filter((set) => set !== 'sprites');

describe('every set', () => {
  for (const set of IMAGE_SETS) {
    test(`${set} has whole files of the types and sizes that it states, under different paths`, async () => {
      const { output, bytesOf, texts } = await made(disk(1100), set);
      assert.ok(output.files.length > 1);
      for (const { path, format, width, height } of output.files) {
        const facts = inspectImage(bytesOf(path));
        assert.deepEqual(
          [facts?.type, facts?.width, facts?.height, facts?.isWhole],
          [format, width, height, true],
          path,
        );
      }
      const paths = [...output.files.map(({ path }) => path), ...texts.keys()];
      assert.equal(new Set(paths).size, paths.length);
    });
  }

  test('names only its own files in its texts', async () => {
    for (const set of ['favicon', 'vscode', 'social', 'responsive', 'density'] as const) {
      const { snippet, paths, texts } = await made(PHOTO, set);
      const named = [...(snippet ?? '').matchAll(/icons\/([\w@%.-]+)/g)].map(([, path = '']) =>
        decodeURIComponent(path),
      );
      assert.ok(named.length > 0, set);
      for (const path of named)
        assert.ok(paths.includes(path) || texts.has(path), `${set}: ${path}`);
    }
  });
});

describe('app icons', () => {
  test('for Xcode have every file that Contents.json names, in its size, and an opaque one for iOS', async () => {
    const { texts, bytesOf, pixelsOf, paths } = await made(disk(1100), 'apple');
    const { images } = JSON.parse(texts.get('Contents.json') ?? '') as {
      readonly images: readonly {
        readonly filename: string;
        readonly size: string;
        readonly scale?: string;
      }[];
    };
    for (const { filename, size, scale = '1x' } of images) {
      const side = Number.parseInt(size, 10) * Number.parseInt(scale, 10);
      assert.equal(inspectImage(bytesOf(filename))?.width, side, filename);
    }
    assert.deepEqual([...new Set(images.map(({ filename }) => filename))].sort(), paths.toSorted());
    assert.ok(isOpaque((await pixelsOf('icon-ios-1024.png')).data));
  });

  test('for Android keep the image in the circle that no mask cuts', async () => {
    const { pixelsOf, texts } = await made(
      png(300, 300, (x, y) => [x % 256, y % 256, 30]),
      'android',
    );
    const layer = await pixelsOf('mipmap-xxxhdpi/ic_launcher_foreground.png');
    assert.equal(layer.width, 432);
    let farthest = 0;
    for (let y = 0; y < 432; y++) {
      for (let x = 0; x < 432; x++) {
        if ((colorAt(layer, x, y)[3] ?? 0) === 0) continue;
        farthest = Math.max(farthest, Math.hypot(x + 0.5 - 216, y + 0.5 - 216));
      }
    }
    // 66 of 108 dp.
    assert.ok(farthest <= 132 + 1, `${farthest} px`);
    assert.match(texts.get('values/ic_launcher_background.xml') ?? '', />#[0-9a-f]{6}</);
  });

  test('for Windows have an icon whose largest image is a PNG of 256 px', async () => {
    const { bytesOf } = await made(disk(600), 'windows');
    const icon = Buffer.from(bytesOf('app.ico'));
    assert.equal(icon.readUInt16LE(4), 8);
    assert.equal(inspectImage(icon)?.width, 256);
    const last = icon.subarray(6 + 7 * 16);
    const [length, offset] = [last.readUInt32LE(8), last.readUInt32LE(12)];
    const facts = inspectImage(icon.subarray(offset, offset + length));
    assert.deepEqual([facts?.type, facts?.width, facts?.isWhole], ['png', 256, true]);
  });
});

describe('images for pages', () => {
  test('in several widths leave out those that the image has too few pixels for', async () => {
    const { output } = await made(PHOTO, 'responsive');
    assert.deepEqual(
      output.files.map(({ path }) => path),
      [320, 640, 960, 1280].flatMap((width) => [`hero-${width}.webp`, `hero-${width}.jpg`]),
    );
    assert.ok(output.files.every(({ isEnlarged }) => !isEnlarged));
    const clear = await made(disk(500), 'responsive');
    assert.deepEqual(
      clear.paths,
      ['hero-320.webp', 'hero-320.png', 'hero-500.webp', 'hero-500.png'],
      'a fallback keeps transparency',
    );
    const tiny = await made(disk(40), 'responsive');
    assert.deepEqual(tiny.paths, ['hero-40.webp', 'hero-40.png']);
  });

  test('fill a social card and are opaque', async () => {
    const { output, pixelsOf } = await made(disk(1300, 700), 'social');
    assert.deepEqual(
      output.files.map(({ width, height }) => `${width}x${height}`),
      ['1200x630', '1200x600', '1200x1200'],
    );
    const card = await pixelsOf('og-1200x630.jpg');
    assert.ok(isOpaque(card.data));
    assert.ok(colorAt(card, 2, 2).every((sample) => sample > 245));
  });

  test('for dense screens are never larger than the image', async () => {
    const { output, snippet } = await made(png(101, 50), 'density');
    assert.deepEqual(
      output.files.map(({ path, width, height }) => `${path} ${width}x${height}`),
      ['hero.png 33x16', 'hero@2x.png 66x32', 'hero@3x.png 99x48'],
    );
    assert.ok(output.files.every(({ isEnlarged }) => !isEnlarged));
    assert.match(snippet ?? '', /srcset="icons\/hero\.png 1x, icons\/hero%402x\.png 2x, /);
  });
});

test('the names of images are text in every snippet', async () => {
  const sets: readonly SetId[] = ['responsive', 'density'];
  for (const set of sets) {
    const { snippet } = await made(disk(400), set, '"><script>, x');
    assert.doesNotMatch(snippet ?? '', /<script|, x-|alt="">/);
  }
});
