/** An exact transparent background, with Practice, which moves and enlarges the second drawing. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createAssetClient } from '../../../src/assets/assetClient.ts';
import { CheckError } from '../../../src/errors.ts';
import { decodePixels } from '../../../src/image/pixels/codec.ts';
import { startPractice, type PracticeServer } from '../../../src/practice/server/server.ts';
import { describeKept, describeUncombined } from '../../../src/messages/notices/background.ts';
import { sendPasses } from '../../../src/run/pairs/sendPasses.ts';
import { parseSettings } from '../../../src/run/plan/settings.ts';
import type { RunOptions } from '../../../src/run/plan/options.ts';
import { newApiError, inlineDataReply } from '../../support/gateway/scriptedGateway.ts';
import { translate } from '../../support/localization.ts';
import { png } from '../../support/image/images.ts';
import { withRunner, type RunnerRig } from '../../support/runnerRig.ts';

const assets = createAssetClient(
  fileURLToPath(new URL('../../../src/assets/assetWorker.ts', import.meta.url)),
);
let practice: PracticeServer;
before(async () => {
  practice = await startPractice();
});
after(() => practice.close());

/** A red disc with a soft edge on blue. */
const DISC = png(160, 120, (x, y) => {
  const share = Math.min(1, Math.max(0, 40 - Math.hypot(x - 80, y - 60)));
  return [30 + 190 * share, 60 - 30 * share, 200 - 170 * share];
});

async function disc(rig: RunnerRig) {
  const image = await rig.put('disc.png', DISC);
  const target = (pass: string) => `${rig.target}/disc-${pass}.png`;
  return { image, target };
}

const read = (uri: string) => readFile(fileURLToPath(uri));
const isPlain = async (uri: string) =>
  (await assets.run('plain', { file: await read(uri) })).isPlain;

describe('the requests of an exact transparent background', () => {
  test('are two, keep both images, and make one whose alpha is the shape of the subject', async () => {
    await withRunner(async (rig) => {
      const runParts = { ...rig.parts.runParts, practice: async () => practice.baseUrl };
      const settings = parseSettings({ gateway: 'practice', 'output.format': 'jpeg' });
      const runner = rig.runner({ runParts, settings: () => settings });
      const sent: RunOptions[] = [];
      const { isWhole, saved, result } = await sendPasses(await disc(rig), {
        isPlain,
        send: async (options) => {
          sent.push(options);
          return (await runner.perform(options, { isAsReceived: true })).result;
        },
      });
      assert.ok(isWhole, result.message);
      assert.deepEqual(result.warnings, []);
      assert.equal(result.runs.length, 2);
      // The type of the settings would lose what both images are paid for.
      assert.deepEqual(await rig.files(), ['disc-black.png', 'disc-white.png', 'disc.png']);
      assert.equal(sent[1]?.images?.[0], saved[0], 'the second request edits the first result');
      const [white, black] = await Promise.all(saved.map(read));
      const made = await assets.run('passes', { white: white!, black: black! });
      assert.deepEqual(made.doubts, []);
      const { data, width } = await decodePixels(made.file);
      let error = 0;
      let count = 0;
      for (let y = 0; y < 120; y++) {
        for (let x = 0; x < 160; x++) {
          // The badge of Practice is in the lower left corner.
          if (y > 90 && x < 100) continue;
          const truth = Math.min(1, Math.max(0, 40 - Math.hypot(x - 80, y - 60)));
          error += Math.abs((data[(y * width + x) * 4 + 3] ?? 0) / 255 - truth);
          count++;
        }
      }
      assert.ok(error / count < 0.01, `the mean alpha error is ${error / count}`);
    });
  });

  test('end with the first one if the model ignores its background: a second one would be paid in vain', async () => {
    await withRunner(async (rig) => {
      const busy = png(64, 64, (x, y) => [(x * 37 + y * 91) % 256, (x * y) % 256, (y * 7) % 256]);
      const own = await rig.gateway(() => inlineDataReply(busy));
      const runner = rig.runner();
      const { isWhole, saved, refusal, result } = await sendPasses(await disc(rig), {
        isPlain,
        send: async (options) => (await runner.perform(options)).result,
      });
      assert.equal(own.posts, 1);
      assert.ok(!isWhole && refusal instanceof CheckError);
      assert.notEqual(result.outcome, 'saved');
      assert.deepEqual(saved, [`${rig.target}/disc-white.png`]);
      const said = describeKept(['disc-white.png'], refusal, translate);
      assert.match(said, /disc-white\.png is saved\. The next request was not sent\.$/);
    });
  });

  test('say in the second one that another image is paid for, keep that one, and send no more', async () => {
    await withRunner(async (rig) => {
      let posts = 0;
      await rig.gateway(() => (posts++ === 0 ? inlineDataReply(DISC) : newApiError(500, 'x', 'y')));
      const runner = rig.runner();
      const paid: boolean[] = [];
      const { isWhole, result } = await sendPasses(await disc(rig), {
        isPlain,
        send: async (options, hasPaidOthers) => {
          paid.push(hasPaidOthers);
          return (await runner.perform(options)).result;
        },
      });
      assert.ok(!isWhole);
      assert.notEqual(result.outcome, 'saved');
      assert.equal(posts, 2);
      assert.deepEqual(paid, [false, true]);
      assert.deepEqual(result.saved, [`${rig.target}/disc-white.png`]);
      assert.deepEqual(await rig.files(), ['disc-white.png', 'disc.png']);
    });
  });
});

describe('two passes that can’t be combined', () => {
  const white = png(160, 120, (x, y) =>
    Math.hypot(x - 80, y - 60) < 40 ? [220, 30, 30] : [252, 252, 252],
  );

  test('because the second one is white too: the first one alone is used', async () => {
    const made = await assets.run('passes', { white, black: white });
    assert.ok(made.doubts.includes('passes-differ'));
    const { data, width } = await decodePixels(made.file);
    assert.equal(data[3], 0);
    assert.equal(data[(60 * width + 80) * 4 + 3], 255);
  });

  test('because both are empty: no file is made', async () => {
    const blank = (light: number) => png(80, 60, [light, light, light]);
    const passes = { white: blank(252), black: blank(3) };
    await assert.rejects(assets.run('passes', passes), (error) => {
      assert.ok(error instanceof CheckError && error.problem.kind === 'no-background');
      const said = describeUncombined(error, translate);
      assert.match(said, /are saved\. Combining them again is free\.$/);
      return true;
    });
  });
});
