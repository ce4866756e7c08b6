/** HEIC pictures, which Easel doesn't decode, sent by the real extension to a scripted gateway. */
import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { heicWith } from '../../support/image/heic.ts';
import { HEIC } from '../../support/image/images.ts';
import { photo } from '../../support/image/photos.ts';
import { privateBytesIn } from '../../support/image/privateBytes.ts';
import { set, withGateway } from '../rig/gateway.ts';
import { sent } from '../rig/sent.ts';
import type { Tests } from '../suite.ts';

/** The Exif chunk of a picture with a location: its data follow its length and name. */
const EXIF = photo('gps.png').subarray(41, 41 + 266);

export const tests: Tests = {
  'report-C11 sends HEIC without its Exif': () =>
    withGateway('google', async (rig) => {
      const file = heicWith(EXIF);
      assert.ok(privateBytesIn(file).length > 0);
      const { bytes, mimeType } = await sent(rig, 'gps.heic', file);
      assert.deepEqual([mimeType, bytes.length], ['image/heic', file.length]);
      assert.deepEqual(privateBytesIn(bytes), []);
    }),

  'report-C11 refuses HEIC that may have a location, unless the setting is off': () =>
    withGateway('google', async (rig) => {
      const file = heicWith(EXIF, { method: 2 });
      const images = [await rig.put('gps.heic', file)];
      const { message } = await rig.edit({ prompt: 'make it blue', images });
      assert.match(
        message ?? '',
        /gps\.heic: Easel can't tell .* Nothing was sent\. Save it as JPEG/,
      );
      assert.equal(rig.gateway.requests.length, 0);
      const settings = vscode.workspace.getConfiguration('easel');
      await set(settings, 'photos.stripLocation', false);
      try {
        assert.deepEqual((await sent(rig, 'gps.heic', file)).bytes, file);
      } finally {
        await set(settings, 'photos.stripLocation', undefined);
      }
    }),

  'report-C11 sends HEIC as it is': () =>
    withGateway('google', async (rig) => {
      const { bytes, mimeType } = await sent(rig, 'photo.heic', HEIC);
      assert.deepEqual([mimeType, bytes], ['image/heic', Buffer.from(HEIC)]);
    }),
};
