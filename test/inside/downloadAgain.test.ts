import assert from 'node:assert/strict';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { hostedReply } from '../support/gateway/scriptedGateway.ts';
import { withGateway } from './rig/gateway.ts';
import { FILE, RESULT, SOURCE } from './rig/images.ts';
import { click, until, withNotices } from './rig/notices.ts';
import { assertNothingUnsaved, showUnsaved } from './rig/unsaved.ts';
import type { Tests } from './suite.ts';

export const tests: Tests = {
  'fault-102 fault-116 Download Again repeats the download without a second POST and saves beside the source':
    () =>
      withGateway('crazyrouter', async (rig) => {
        const url = rig.gateway.host('/x.png', { status: 410 }, { status: 410 }, FILE);
        rig.gateway.respond([hostedReply(`${url}?token=s3cr3t`)]);
        const images = [await rig.put('cat.png', SOURCE)];
        await withNotices(async (texts) => {
          const result = await rig.edit({ prompt: 'x', images });
          assert.equal(result.outcome, 'download_failed', result.message);
          const saved = path.join(rig.folder, 'cat-edited.png');
          await until(
            () => texts.some((text) => text.startsWith('Saved cat-edited.png')),
            'not saved',
          );
          assert.ok(Buffer.from(RESULT).equals(await readFile(saved)));
          const failed = texts.filter((text) => text.startsWith('The image was created, but '));
          assert.equal(failed.length, 2, texts.join());
          assert.doesNotMatch(texts.join(), /s3cr3t|x\.png/);
        }, click('Download Again'));
        assert.equal(rig.gateway.posts, 1);
        assert.equal(rig.gateway.downloads.length, 3);
        for (const { headers } of rig.gateway.downloads) {
          assert.ok(!JSON.stringify(headers).includes(rig.key));
        }
        await assertNothingUnsaved();
      }),

  'fault-103 Show Unsaved Results downloads a hosted image or discards its address': () =>
    withGateway('crazyrouter', async (rig) => {
      const images = [await rig.put('cat.png', SOURCE)];
      for (const last of [FILE, { status: 410 }]) {
        rig.gateway.respond([hostedReply(rig.gateway.host('/x.png', { status: 410 }, last))]);
        await withNotices(async () => {
          assert.equal((await rig.edit({ prompt: 'x', images })).outcome, 'download_failed');
        });
        if (last === FILE) await showUnsaved('cat-edited', 'Download Again');
        else {
          await withNotices(async (texts) => {
            await showUnsaved('cat-edited', 'Discard');
            assert.match(
              texts[0] ?? '',
              /^Discard the download link for cat-edited at 127\.0\.0\.1:\d+\?/,
            );
          }, click('Discard'));
        }
        await assertNothingUnsaved();
      }
      assert.deepEqual((await readdir(rig.folder)).sort(), ['cat-edited.png', 'cat.png']);
      assert.equal(rig.gateway.posts, 2);
    }),
};
