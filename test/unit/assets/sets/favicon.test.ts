/** The favicon set, from real bytes to real bytes. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { decodeIconBitmap } from '../../../../src/image/decode/bmp.ts';
import { icoEntries } from '../../../../src/image/formats/ico.ts';
import { isOpaque } from '../../../../src/image/pixels/pixels.ts';
import { png } from '../../../support/image/images.ts';
import { photo } from '../../../support/image/photos.ts';
import { colorAt, disk, made } from './rig.ts';

const RED = [200, 30, 30, 255];

describe('the favicon set', () => {
  test('has every size as a whole PNG of exactly that size', async () => {
    const { output, bytesOf } = await made(disk(600), 'favicon');
    const pngs = output.files.filter(({ format }) => format === 'png');
    assert.deepEqual(
      pngs.map(({ width, height }) => [width, height]),
      [16, 32, 48, 96, 180, 192, 256, 384, 512, 192, 512].map((side) => [side, side]),
    );
    for (const { path, width } of pngs) {
      const facts = inspectImage(bytesOf(path));
      assert.deepEqual([facts?.type, facts?.width, facts?.isWhole], ['png', width, true], path);
    }
    assert.deepEqual([output.omitted, output.frames], [[], 1]);
  });

  test('has an icon with bitmaps of 16, 32, and 48 px, whose masks agree with their alpha', async () => {
    const { bytesOf, pixelsOf } = await made(disk(600), 'favicon');
    const icon = Buffer.from(bytesOf('favicon.ico'));
    const facts = inspectImage(icon);
    assert.deepEqual([facts?.type, facts?.width, facts?.isWhole], ['ico', 48, true]);
    assert.equal(icon.readUInt16LE(4), 3);
    const entries = icoEntries(icon.subarray(6), 3);
    assert.deepEqual(
      entries.map(({ width, height, bitsPerPixel }) => [width, height, bitsPerPixel]),
      [48, 32, 16].map((side) => [side, side, 32]),
    );
    for (const { width, offset, bytes } of entries) {
      const image = icon.subarray(offset, offset + bytes);
      const { data } = decodeIconBitmap(image);
      const { data: expected } = await pixelsOf(`favicon-${width}.png`);
      assert.deepEqual(Buffer.from(data), Buffer.from(expected), `${width} px`);
      const maskRow = Math.ceil(width / 32) * 4;
      const mask = image.subarray(40 + width * width * 4);
      assert.equal(mask.length, maskRow * width);
      for (let y = 0; y < width; y++) {
        for (let x = 0; x < width; x++) {
          const bit = ((mask[(width - 1 - y) * maskRow + (x >> 3)] ?? 0) >> (7 - (x & 7))) & 1;
          assert.equal(bit === 1, expected[(y * width + x) * 4 + 3] === 0, `${width}: ${x}, ${y}`);
        }
      }
    }
  });

  test('keeps what can be seen inside the safe zone of maskable icons, on an opaque color', async () => {
    const isAt = (place: number) => Math.abs(Math.abs(place - 199.5) - 185) < 10;
    const corners = png(400, 400, (x, y) => (isAt(x) && isAt(y) ? [200, 30, 30] : [0, 0, 0, 0]));
    for (const side of [192, 512]) {
      const { pixelsOf } = await made(corners, 'favicon');
      const pixels = await pixelsOf(`icon-maskable-${side}.png`);
      assert.ok(isOpaque(pixels.data));
      let farthest = 0;
      for (let y = 0; y < side; y++) {
        for (let x = 0; x < side; x++) {
          if ((colorAt(pixels, x, y)[1] ?? 0) > 250) continue;
          farthest = Math.max(farthest, Math.hypot(x + 0.5 - side / 2, y + 0.5 - side / 2));
        }
      }
      assert.ok(farthest <= side * 0.4 + 1, `${farthest} of ${side * 0.4} px`);
      assert.ok(farthest > side * 0.36, `${farthest} of ${side * 0.4} px`);
    }
  });

  test('has an opaque icon for iOS, and keeps transparency elsewhere', async () => {
    const { pixelsOf, output } = await made(disk(600), 'favicon');
    const touch = await pixelsOf('apple-touch-icon.png');
    assert.ok(isOpaque(touch.data));
    assert.deepEqual(colorAt(touch, 0, 0), [255, 255, 255, 255]);
    assert.deepEqual(colorAt(touch, 90, 90), RED);
    assert.deepEqual(colorAt(await pixelsOf('icon-192.png'), 0, 0), [0, 0, 0, 0]);
    assert.equal(output.background, '#ffffff');
  });

  test('puts a bright image on a dark color, and continues a border of one color', async () => {
    const bright = await made(disk(200, 200, 0.4, [250, 250, 250]), 'favicon');
    assert.equal(bright.output.background, '#1f1f1f');
    const bordered = png(200, 200, (x, y) =>
      Math.hypot(x - 100, y - 100) < 50 ? [255, 255, 0] : [0, 60, 120],
    );
    const { output, pixelsOf } = await made(bordered, 'favicon');
    assert.equal(output.background, '#003c78');
    const masked = await pixelsOf('icon-maskable-192.png');
    assert.deepEqual(colorAt(masked, 0, 0), [0, 60, 120, 255]);
    // The disk alone has to be in the safe zone, not its border.
    assert.deepEqual(colorAt(masked, 96 - 40, 96), [255, 255, 0, 255]);
  });

  test('shows all of an image that is not square, in the middle of transparency', async () => {
    const wide = png(400, 100, [200, 30, 30]);
    const { pixelsOf } = await made(wide, 'favicon');
    const icon = await pixelsOf('icon-192.png');
    assert.deepEqual(colorAt(icon, 96, 10), [0, 0, 0, 0]);
    assert.deepEqual(colorAt(icon, 96, 96), RED);
    assert.deepEqual([colorAt(icon, 0, 96), colorAt(icon, 191, 96)], [RED, RED]);
  });

  test('leaves out optional sizes that the image has too few pixels for, and says which it enlarged', async () => {
    const { output, texts } = await made(disk(64), 'favicon');
    assert.deepEqual(output.omitted, ['favicon-96', 'icon-256', 'icon-384']);
    assert.deepEqual(
      output.files.filter(({ isEnlarged }) => isEnlarged).map(({ path }) => path),
      [
        'apple-touch-icon.png',
        'icon-192.png',
        'icon-512.png',
        'icon-maskable-192.png',
        'icon-maskable-512.png',
      ],
    );
    assert.doesNotMatch([...texts.values()].join(), /-96|256|384/);
  });

  test('is made from the first frame of an animation, and counts the others', async () => {
    assert.ok((await made(photo('anim.gif'), 'favicon')).output.frames > 1);
  });
});

describe('the texts of the favicon set', () => {
  test('name every icon of the set with its size, and nothing else', async () => {
    const { texts, snippet, paths } = await made(disk(600), 'favicon');
    assert.equal(texts.get('favicon.html'), snippet);
    const hrefs = [...(snippet ?? '').matchAll(/href="icons\/([^"]+)"/g)].map(([, path]) => path);
    const manifest = JSON.parse(texts.get('site.webmanifest') ?? '') as {
      readonly name: string;
      readonly icons: readonly {
        readonly src: string;
        readonly sizes: string;
        readonly purpose: string;
      }[];
    };
    assert.equal(manifest.name, 'Ships & "Co"');
    const named = [...hrefs, ...manifest.icons.map(({ src }) => src)].sort();
    assert.deepEqual(named, [...paths, 'site.webmanifest'].sort());
    assert.deepEqual(
      manifest.icons.map(({ sizes, purpose }) => `${sizes} ${purpose}`),
      [
        '192x192 any',
        '256x256 any',
        '384x384 any',
        '512x512 any',
        '192x192 maskable',
        '512x512 maskable',
      ],
    );
    assert.match(snippet ?? '', /href="icons\/favicon\.ico" sizes="16x16 32x32 48x48"/);
  });
});
