/** Regions of pictures that people have, put together by the worker of the real extension. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { inspectImage } from '../../../src/image/formats/inspect.ts';
import { createPixelClient } from '../../../src/image/jobs/pixelClient.ts';
import { readAppearance } from '../../../src/image/metadata/appearance.ts';
import { decodePixels } from '../../../src/image/pixels/codec.ts';
import { toEightBits } from '../../../src/image/pixels/pixels.ts';
import { ico } from '../../support/image/bitmaps.ts';
import { png } from '../../support/image/images.ts';
import { expectedPixels, photo, PHOTO_NAMES, type PhotoName } from '../../support/image/photos.ts';
import { easel } from '../rig/extension.ts';
import type { Tests } from '../suite.ts';

/** One source of each type that can have a region. */
const MARKED: Readonly<Record<string, Uint8Array>> = {
  ...Object.fromEntries(
    (
      [
        'displayP3.jpg',
        'p3.jpg',
        'p3.webp',
        'p3.avif',
        'anim.gif',
        'lzw.tif',
        'exif6.jpg',
        'a.bmp',
      ] as const
    ).map((name) => [name, photo(name)]),
  ),
  'a.png': png(24, 16),
  'icon.ico': ico(png(32, 32)),
};

function isPhoto(name: string): name is PhotoName {
  return PHOTO_NAMES.some((one) => one === name);
}

export const tests: Tests = {
  'report-C5 puts a region into every type, and keeps every other pixel and the profile':
    async () => {
      const worker = path.join(easel().extensionPath, 'dist', 'pixelWorker.cjs');
      const pixels = createPixelClient(worker);
      const strokes = [{ kind: 'rectangle', x: 4, y: 4, width: 4, height: 4 }] as const;
      for (const [name, source] of Object.entries(MARKED)) {
        const size = isPhoto(name) ? expectedPixels(name) : undefined;
        const { width, height } = size ?? inspectImage(source)!;
        const result = png(width, height, [0, 0, 255]);
        const { file } = await pixels.run('composite', { source, result, strokes, feather: 0 });
        const { file: plain } = await pixels.run('convert', {
          file: source,
          to: 'png',
          quality: 1,
        });
        const [made, before] = [await decodePixels(file), toEightBits(await decodePixels(plain))];
        const hash = createHash('sha256').update(before.data).digest('hex');
        if (size?.sha256) assert.equal(hash, size.sha256, name);
        for (let at = 0; at < before.data.length; at++) {
          const [x, y] = [(at >> 2) % width, Math.floor((at >> 2) / width)];
          const isInside = x >= 4 && x < 8 && y >= 4 && y < 8;
          if (!isInside) assert.equal(made.data[at], before.data[at], `${name} at ${x}, ${y}`);
        }
        const chunks = (png: Uint8Array) =>
          readAppearance(png, 'png').chunks?.map((chunk) => chunk.type);
        assert.deepEqual(chunks(file), chunks(plain));
        assert.equal(chunks(file)?.includes('iCCP') ?? false, /p3\./i.test(name), name);
      }
    },
};
