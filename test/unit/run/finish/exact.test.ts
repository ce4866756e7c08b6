/** An exact transparent background, with Practice, which moves and enlarges the second drawing. */
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createAssetClient } from '../../../../src/assets/assetClient.ts';
import type { PassesOutput } from '../../../../src/assets/cutOutPasses.ts';
import { CheckError } from '../../../../src/errors.ts';
import { decodePixels } from '../../../../src/image/pixels/codec.ts';
import { startPractice, type PracticeServer } from '../../../../src/practice/server/server.ts';
import { cutOutExactly } from '../../../../src/run/exact/cutOutExactly.ts';
import { parseSettings } from '../../../../src/run/plan/settings.ts';
import type { RunOptions } from '../../../../src/run/plan/options.ts';
import { newApiError, inlineDataReply } from '../../../support/gateway/scriptedGateway.ts';
import { png } from '../../../support/image/images.ts';
import { withRunner, type RunnerRig } from '../../../support/runnerRig.ts';

const assets = createAssetClient(
  fileURLToPath(new URL('../../../../src/assets/assetWorker.ts', import.meta.url)),
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
  const passTarget = (pass: string) => `${rig.target}/disc-${pass}.png`;
  return { image, passTarget };
}

const unexpected = () => assert.fail('nothing was made');

describe('an exact transparent background', () => {
  test('takes two requests, keeps both images, and has the subject’s shape as alpha', async () => {
    await withRunner(async (rig) => {
      const runParts = { ...rig.parts.runParts, practice: async () => practice.baseUrl };
      const runner = rig.runner({
        runParts,
        settings: () => parseSettings({ gateway: 'practice' }),
      });
      const sent: RunOptions[] = [];
      let made: PassesOutput | undefined;
      const result = await cutOutExactly(await disc(rig), {
        send: async (options) => {
          sent.push(options);
          return (await runner.perform(options)).result;
        },
        combine: async (white, black) => {
          const [onWhite, onBlack] = await Promise.all(
            [white, black].map((uri) => readFile(fileURLToPath(uri))),
          );
          made = await assets.run('passes', { white: onWhite!, black: onBlack! });
          await writeFile(`${rig.project}/disc-transparent.png`, made.file);
          return { uri: `${rig.target}/disc-transparent.png`, warnings: [] };
        },
        describe: unexpected,
      });
      assert.equal(result.outcome, 'saved', result.message);
      assert.deepEqual(result.warnings, []);
      assert.equal(result.runs.length, 2);
      const names = ['disc-black.png', 'disc-transparent.png', 'disc-white.png', 'disc.png'];
      assert.deepEqual(await rig.files(), names);
      assert.equal(
        sent[1]?.images?.[0],
        result.saved[1],
        'the second request edits the first result',
      );
      assert.deepEqual(made?.doubts, []);
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

  test('that fails in its second request keeps the first image and sends no more', async () => {
    await withRunner(async (rig) => {
      let posts = 0;
      await rig.gateway(() => (posts++ === 0 ? inlineDataReply(DISC) : newApiError(500, 'x', 'y')));
      const runner = rig.runner();
      const result = await cutOutExactly(await disc(rig), {
        send: async (options) => (await runner.perform(options)).result,
        combine: unexpected,
        describe: unexpected,
      });
      assert.notEqual(result.outcome, 'saved');
      assert.equal(posts, 2);
      assert.deepEqual(result.saved, [`${rig.target}/disc-white.png`]);
      assert.deepEqual(await rig.files(), ['disc-white.png', 'disc.png']);
    });
  });

  test('that can’t be combined says so, and both images stay', async () => {
    await withRunner(async (rig) => {
      await rig.gateway(() => inlineDataReply(DISC));
      const runner = rig.runner();
      const result = await cutOutExactly(await disc(rig), {
        send: async (options) => (await runner.perform(options)).result,
        combine: () => Promise.reject(new CheckError({ kind: 'unreadable', file: 'x', code: 'y' })),
        describe: () => 'Both are saved.',
      });
      assert.equal(result.message, 'Both are saved.');
      assert.notEqual(result.outcome, 'saved');
      assert.equal(result.saved.length, 2);
    });
  });
});
