/** Pictures that people have, sent by the real extension to a scripted gateway. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { decodePixels } from '../../../src/image/pixels/codec.ts';
import { inspectImage } from '../../../src/image/formats/inspect.ts';
import { hasPrivateData } from '../../../src/image/metadata/privateData.ts';
import { toEightBits } from '../../../src/image/pixels/pixels.ts';
import { inlineDataReply } from '../../support/gateway/scriptedGateway.ts';
import { bitmapOf, bmp, GIF, ico, png, tiff } from '../../support/image/images.ts';
import { expectedPixels, photo, type PhotoName } from '../../support/image/photos.ts';
import { sentImages } from '../../support/image/sentImages.ts';
import { set, withGateway, type Rig } from '../rig/gateway.ts';
import { RESULT } from '../rig/images.ts';
import type { Tests } from '../suite.ts';

/** Edits one file and returns the image that the gateway got. */
async function sent(rig: Rig, name: string, bytes: Uint8Array, options: object = {}) {
  rig.gateway.respond(inlineDataReply(RESULT));
  const images = [await rig.put(name, bytes)];
  const result = await rig.edit({ prompt: 'make it blue', images, ...options });
  assert.equal(result.outcome, 'saved', `${name}: ${result.message}`);
  const [image] = sentImages(rig.gateway.requests.at(-1));
  assert.ok(image);
  return { ...image, result };
}

/** Types that no model takes, each with a picture and the size that it is seen in. */
const CONVERTED: Readonly<Record<string, readonly [Uint8Array, number, number]>> = {
  'anim.gif': [photo('anim.gif'), 96, 64],
  'small.gif': [GIF, 8, 8],
  'a.bmp': [photo('a.bmp'), 96, 64],
  'photo.avif': [photo('photo.avif'), 24, 16],
  'lzw.tif': [photo('lzw.tif'), 24, 16],
  'plain.tiff': [tiff(7, 4), 7, 4],
  'bitmap.ico': [ico(bitmapOf(bmp(7, 4)), png(32, 32)), 32, 32],
};

export const tests: Tests = {
  ...Object.fromEntries(
    Object.entries(CONVERTED).map(([name, [bytes, width, height]]) => [
      `report-C1 sends ${name} as PNG`,
      () =>
        withGateway('crazyrouter', async (rig) => {
          const { mimeType, bytes: file } = await sent(rig, name, bytes);
          const facts = inspectImage(file);
          assert.deepEqual(
            [mimeType, facts?.type, facts?.width, facts?.height],
            ['image/png', 'png', width, height],
          );
          if (name in { 'anim.gif': 0, 'photo.avif': 0, 'lzw.tif': 0 }) {
            const { data } = toEightBits(decodePixels(file));
            const expected = expectedPixels(name as PhotoName).sha256;
            assert.equal(createHash('sha256').update(data).digest('hex'), expected);
          }
        }),
    ]),
  ),

  'report-C3 sends a photo upright': () =>
    withGateway('google', async (rig) => {
      const { bytes } = await sent(rig, 'exif6.jpg', photo('exif6.jpg'));
      const facts = inspectImage(bytes);
      assert.deepEqual([facts?.width, facts?.height], [64, 96]);
    }),

  'report-C4 sends no location or camera, unless the setting is off': () =>
    withGateway('google', async (rig) => {
      const settings = vscode.workspace.getConfiguration('easel');
      for (const name of ['gps.jpg', 'gps.webp', 'gps.png'] as const) {
        const { bytes } = await sent(rig, name, photo(name));
        assert.equal(hasPrivateData(bytes, inspectImage(bytes)!.type), false, name);
      }
      await set(settings, 'photos.stripLocation', false);
      try {
        for (const name of ['gps.webp', 'gps.png'] as const) {
          assert.deepEqual((await sent(rig, name, photo(name))).bytes, photo(name));
        }
        const { bytes } = await sent(rig, 'gps.jpg', photo('gps.jpg'));
        assert.ok(hasPrivateData(bytes, 'jpeg'));
      } finally {
        await set(settings, 'photos.stripLocation', undefined);
      }
    }),

  'report-C4 sends what needs no change byte for byte': () =>
    withGateway('routescope', async (rig) => {
      for (const name of ['p3.jpg', 'alpha.webp', 'p3.webp'] as const) {
        assert.deepEqual((await sent(rig, name, photo(name))).bytes, photo(name), name);
      }
      const file = png(9, 5);
      assert.deepEqual((await sent(rig, 'cat.png', file)).bytes, Buffer.from(file));
    }),

  'report-C6 sends a smaller copy when the arguments ask for one': () =>
    withGateway('google', async (rig) => {
      const { bytes } = await sent(rig, 'large.png', png(300, 200), { maxInputSide: 150 });
      const facts = inspectImage(bytes);
      assert.deepEqual([facts?.width, facts?.height], [150, 100]);
    }),
};
