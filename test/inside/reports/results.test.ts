import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as vscode from 'vscode';
import type { PanelImage, SourcesEvent } from '../../../src/panel/sources/state.ts';
import type { Keys } from '../../../src/vscode/config/keys.ts';
import { PanelSources } from '../../../src/vscode/panel/sources/handlers.ts';
import { inlineDataReply } from '../../support/gateway/scriptedGateway.ts';
import { BLUE, jpeg, png, RED, type Color } from '../../support/image/images.ts';
import { newFolder, withGateway } from '../rig/gateway.ts';
import { RESULT, SOURCE } from '../rig/images.ts';
import { withNotices } from '../rig/notices.ts';
import type { Tests } from '../suite.ts';
import { edit, sentBody } from './editing.ts';

/** A picture with details, red, that fades to nothing on its right half. */
const FADING = png(64, 48, (x) => [200, 40, x % 40, x < 32 ? 255 : 0] satisfies Color);
const PHOTO = (x: number, y: number): Color => [x * 3, y * 4, (x ^ y) & 255];

export const tests: Tests = {
  'report-C7 an opaque JPEG for a transparent source warns that transparency was lost': () =>
    withGateway('crazyrouter', async (rig) => {
      const { warnings } = await edit(rig, FADING, jpeg(64, 48, BLUE));
      assert.match(warnings.join(), /opaque image, so the source's transparency is lost/);
    }),

  'report-C7 an RGBA PNG that is opaque everywhere warns too, and a transparent one does not': () =>
    withGateway('crazyrouter', async (rig) => {
      const opaque = await edit(rig, FADING, png(64, 48, BLUE));
      assert.match(opaque.warnings.join(), /transparency is lost/);
      const kept = png(64, 48, (x) => [0, 0, 255, x < 30 ? 255 : 0] satisfies Color);
      assert.deepEqual((await edit(rig, FADING, kept)).warnings, []);
      assert.deepEqual((await edit(rig, png(64, 48, RED), jpeg(64, 48, BLUE))).warnings, []);
    }),

  'report-C8 another shape with ratio auto warns and names both': () =>
    withGateway('crazyrouter', async (rig) => {
      const { warnings } = await edit(rig, png(160, 90), png(100, 100, BLUE));
      assert.match(warnings.join(), /source has 160×90 px, the result 100×100 px/);
    }),

  'report-C8 with several references the ratio nearest to the source is requested': () =>
    withGateway('crazyrouter', async (rig) => {
      rig.gateway.respond(inlineDataReply(png(160, 90, BLUE)));
      const images = [
        await rig.put('wide.png', png(161, 90)),
        await rig.put('tall.png', png(40, 90)),
      ];
      const end = await rig.edit({ prompt: 'x', images });
      assert.equal(end.outcome, 'saved', end.message);
      assert.deepEqual(end.warnings, []);
      assert.equal(sentBody(rig).generationConfig.imageConfig?.aspectRatio, '16:9');
    }),

  'report-C8 a source that comes back encoded again is named, also as JPEG': () =>
    withGateway('crazyrouter', async (rig) => {
      const source = png(96, 64, PHOTO);
      const again = await edit(rig, source, jpeg(96, 64, PHOTO, 85));
      assert.match(again.warnings.join(), /returned the source image unchanged, encoded again/);
      const changed = png(96, 64, (x, y) => (x < 8 && y < 8 ? BLUE : PHOTO(x, y)));
      assert.deepEqual((await edit(rig, source, changed)).warnings, []);
    }),

  'report-C8 a model that says it could not comply is quoted': () =>
    withGateway('crazyrouter', async (rig) => {
      const parts = [
        { text: 'I cannot remove the logo, so I changed the rest.' },
        { inlineData: { mimeType: 'image/png', data: Buffer.from(RESULT).toString('base64') } },
      ];
      rig.gateway.respond({
        body: JSON.stringify({ candidates: [{ content: { parts }, finishReason: 'STOP' }] }),
      });
      const end = await rig.edit({ prompt: 'x', images: [await rig.put('cat.png', SOURCE)] });
      assert.match(end.warnings.join(), /couldn't do everything: “I cannot remove the logo/);
    }),

  'report-C9 nothing is sent for a pointer, a page, or half an image': () =>
    withGateway('crazyrouter', async (rig) => {
      const lfs = 'version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n';
      for (const [name, bytes, says] of [
        ['photo.png', Buffer.from(lfs), /^photo\.png is a Git LFS pointer, .*Nothing was sent/],
        ['page.png', Buffer.from('<!doctype html><p>'), /^page\.png is a web page/],
        ['half.png', png(64, 64).subarray(0, 100), /^half\.png is incomplete/],
        ['half.jpg', jpeg(64, 64).subarray(0, 300), /^half\.jpg is incomplete/],
        ['empty.webp', Buffer.alloc(0), /^empty\.webp is an empty file/],
      ] as const) {
        const end = await rig.edit({ prompt: 'x', images: [await rig.put(name, bytes)] });
        assert.equal(end.outcome, 'bad_request');
        assert.match(end.message ?? '', says);
      }
      assert.equal(rig.gateway.posts, 0);
    }),

  'report-C10 files of the desktop become sources in the folder of pasted images': async () => {
    const { sources, images, pasted } = panelSources();
    await sources.handlers['drop-files']({
      type: 'drop-files',
      files: [
        { name: 'holiday.png', bytes: new Uint8Array(png()) },
        { name: 'scan.png', bytes: new Uint8Array(jpeg()) },
      ],
      tooLarge: [],
      addresses: [],
    });
    assert.deepEqual(
      images().map(({ name, pasted: isPasted }) => [name, isPasted]),
      [
        ['holiday.png', true],
        ['scan.jpg', true],
      ],
    );
    assert.ok(images().every(({ uri }) => uri.startsWith(`${pasted.toString()}/`)));
  },

  'report-C10 a dropped file that is no image is named, and the others are taken': () =>
    withNotices(async (texts) => {
      const { sources, images } = panelSources();
      await sources.handlers['drop-files']({
        type: 'drop-files',
        files: [
          { name: '../../evil.png', bytes: Buffer.from('<html>') },
          { name: '../../cat.png', bytes: new Uint8Array(png()) },
        ],
        tooLarge: ['big.png'],
        addresses: [],
      });
      assert.deepEqual(
        images().map(({ name }) => name),
        ['cat.png'],
      );
      assert.match(texts.join('\n'), /evil\.png is a web page/);
      assert.match(texts.join('\n'), /big\.png is larger than/);
    }),

  'report-C10 a dropped file of the workspace is used where it is': async () => {
    const file = path.join(newFolder(), 'here.png');
    await writeFile(file, png());
    const { sources, images } = panelSources();
    const address = vscode.Uri.file(file).toString();
    await sources.handlers['drop-files']({
      type: 'drop-files',
      files: [{ name: 'here.png', bytes: new Uint8Array(png()) }],
      tooLarge: [],
      addresses: [address],
    });
    assert.deepEqual(
      images().map(({ uri, pasted }) => [uri, pasted]),
      [[address, undefined]],
    );
  },
};

/** The panel's sources, with a folder of their own for pasted images. */
function panelSources() {
  const pasted = vscode.Uri.file(mkdtempSync(path.join(tmpdir(), 'easel-pasted-')));
  const events: SourcesEvent[] = [];
  const keys = { inUse: () => [] } as unknown as Keys;
  const sources = new PanelSources({
    keys,
    pasted,
    dispatch: (event) => {
      events.push(event);
    },
  });
  const images = (): readonly PanelImage[] =>
    events.flatMap((event) => (event.kind === 'images-chosen' ? event.images : []));
  return { sources, images, pasted };
}
