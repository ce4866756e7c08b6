/** Pictures that people have, sent by the real extension to a scripted gateway. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import * as vscode from 'vscode';
import { decodePixels } from '../../../src/image/pixels/codec.ts';
import { inspectImage } from '../../../src/image/formats/inspect.ts';
import { readAppearance } from '../../../src/image/metadata/appearance.ts';
import { toEightBits } from '../../../src/image/pixels/pixels.ts';
import { inlineDataReply } from '../../support/gateway/scriptedGateway.ts';
import { bitmapOf, bmp, ico, tiff } from '../../support/image/bitmaps.ts';
import { bigPng, GIF, png } from '../../support/image/images.ts';
import { expectedPixels, photo, type PhotoName } from '../../support/image/photos.ts';
import { assertEndsWithPicture, privateBytesIn } from '../../support/image/privateBytes.ts';
import { sentImages } from '../../support/image/sentImages.ts';
import { openImages, set, withGateway, type RunResult } from '../rig/gateway.ts';
import { RESULT } from '../rig/images.ts';
import { sent } from '../rig/sent.ts';
import { click, until, withNotices } from '../rig/notices.ts';
import type { Tests } from '../suite.ts';

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

/** Answers the questions of Edit Image for several files: one request for each. */
async function editEach(
  uris: readonly vscode.Uri[],
): Promise<{ readonly result: RunResult; readonly asked: string; readonly noted: string }> {
  const { createQuickPick } = vscode.window;
  let asked = '';
  let noted = '';
  Object.assign(vscode.window, {
    createQuickPick: () => {
      let accept: () => void = () => undefined;
      const pick = {
        value: '',
        items: [] as readonly vscode.QuickPickItem[],
        activeItems: [] as readonly vscode.QuickPickItem[],
        onDidHide: () => undefined,
        onDidAccept: (listener: () => void) => {
          accept = listener;
        },
        hide: () => undefined,
        dispose: () => undefined,
        show: () => {
          pick.activeItems = pick.items.filter(({ label }) => label.endsWith('Separately'));
          const [item] = pick.activeItems;
          asked = item?.detail ?? '';
          noted = item?.description ?? '';
          pick.value = 'make it blue';
          accept();
        },
      };
      return pick;
    },
  });
  const settings = vscode.workspace.getConfiguration('easel');
  try {
    await set(settings, 'gateway', 'google');
    const result = await vscode.commands.executeCommand<RunResult>(
      'easel.editImage',
      uris[0],
      uris,
    );
    return { result, asked, noted };
  } finally {
    Object.assign(vscode.window, { createQuickPick });
    await set(settings, 'gateway', undefined);
  }
}

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
            const { data } = toEightBits(await decodePixels(file));
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
        assert.ok(privateBytesIn(photo(name)).length > 0, name);
        assert.deepEqual(privateBytesIn(bytes), [], name);
        assertEndsWithPicture(bytes);
      }
      await set(settings, 'photos.stripLocation', false);
      try {
        for (const name of ['gps.webp', 'gps.png'] as const) {
          assert.deepEqual((await sent(rig, name, photo(name))).bytes, photo(name));
        }
        const { bytes } = await sent(rig, 'gps.jpg', photo('gps.jpg'));
        assert.deepEqual(privateBytesIn(bytes), privateBytesIn(photo('gps.jpg')));
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

  'report-C2 edits every type in a batch, and continues after files that cannot be sent': () =>
    withGateway('google', async (rig) => {
      const broken = photo('anim.gif');
      // Whole by its structure, but its frame is larger than its screen.
      broken.writeUInt32LE(0x00010001, 6);
      const files = {
        'a.gif': GIF,
        'broken.gif': broken,
        'text.png': Buffer.from('text'),
        'b.png': png(9, 5),
        'c.avif': photo('photo.avif'),
        'd.tif': photo('lzw.tif'),
        'e.bmp': bmp(),
        'f.ico': ico(png(32, 32)),
        'g.webp': photo('gps.webp'),
        'h.jpg': photo('gps.jpg'),
      };
      rig.gateway.respond(inlineDataReply(RESULT));
      const uris: vscode.Uri[] = [];
      for (const [name, bytes] of Object.entries(files)) {
        uris.push(vscode.Uri.parse(await rig.put(name, bytes)));
      }
      const { result, asked, noted } = await editEach(uris);
      assert.equal(result.outcome, 'saved', result.message);
      assert.equal(result.saved.length, Object.keys(files).length - 2);
      assert.equal(rig.gateway.requests.length, Object.keys(files).length - 2);
      const warnings = result.warnings.join('\n');
      assert.match(warnings, /broken\.gif: The image can't be decoded/);
      assert.match(warnings, /text\.png isn't an image/);
      assert.equal(noted, 'Skips 1 file: text.png');
      assert.match(
        asked,
        /Sent as PNG, first frame only\. Sent without location and camera data\./,
      );
      assert.match(asked, /Sent as JPEG, 64×96 px, without location and camera data\./);
    }),

  'report-C2 edits the images of a batch with a drawing, which only the panel can draw': () =>
    withGateway('google', async (rig) => {
      rig.gateway.respond(inlineDataReply(RESULT));
      const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>');
      const uris = [
        await rig.put('a.png', png(9, 5)),
        await rig.put('b.png', png(9, 5)),
        await rig.put('logo.svg', svg),
      ];
      await withNotices(async (texts) => {
        const { result } = await editEach(uris.map((uri) => vscode.Uri.parse(uri)));
        assert.deepEqual([result.outcome, rig.gateway.requests.length], ['saved', 2]);
        const told = /^logo\.svg is an SVG drawing.*Easel panel/;
        assert.match(result.warnings.join(), told);
        assert.ok(texts.some((text) => told.test(text)));
      });
      const { message, outcome } = await rig.edit({ prompt: 'make it blue', images: [uris[2]] });
      assert.equal(outcome, 'bad_request');
      assert.match(message ?? '', /logo\.svg is an SVG drawing.*Nothing was sent\.$/);
      assert.equal(rig.gateway.requests.length, 2);
    }),

  'report-C5 keeps the profile of a photo that is sent smaller': () =>
    withGateway('google', async (rig) => {
      const { bytes } = await sent(rig, 'p3.jpg', photo('p3.jpg'), { maxInputSide: 48 });
      const { profile } = readAppearance(photo('p3.jpg'), 'jpeg');
      assert.ok(profile);
      assert.deepEqual(Buffer.from(readAppearance(bytes, 'jpeg').profile ?? []), profile);
    }),

  'report-C6 offers a smaller copy of an image that is too large, and sends it': () =>
    withGateway('google', async (rig) => {
      rig.gateway.respond(inlineDataReply(RESULT));
      // Base64 makes more than the 100 MB of this gateway out of it.
      const images = [await rig.put('noise.png', bigPng(76_000_000))];
      await withNotices(async (texts) => {
        const result = await rig.edit({ prompt: 'make it blue', images });
        assert.equal(result.outcome, 'too_large');
        assert.match(result.message ?? '', /A copy of up to 4096 px is small enough\.$/);
        await until(() => rig.gateway.requests.length === 1, `no request: ${texts.join('\n')}`);
      }, click('Send Smaller Copy'));
      await until(() => openImages().length > 0, 'the result is not open');
      const [image] = sentImages(rig.gateway.requests[0]);
      const facts = inspectImage(image!.bytes);
      assert.deepEqual([facts?.type, facts?.width, facts?.height], ['jpeg', 4096, 4096]);
    }),

  'report-C6 sends a smaller copy when the arguments ask for one': () =>
    withGateway('google', async (rig) => {
      const { bytes } = await sent(rig, 'large.png', png(300, 200), { maxInputSide: 150 });
      const facts = inspectImage(bytes);
      assert.deepEqual([facts?.width, facts?.height], [150, 100]);
    }),
};
