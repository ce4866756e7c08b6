/** Runs whose file isn't the image as it is received, with Practice, the workers, and the disk. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { decodePixels } from '../../../../src/image/pixels/codec.ts';
import { encodePngFile } from '../../../../src/image/png/encodePng.ts';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { readProvenance } from '../../../../src/image/provenance/readProvenance.ts';

import { inlineDataReply } from '../../../support/gateway/scriptedGateway.ts';
import { png } from '../../../support/image/images.ts';
import { usePracticeRuns } from '../../../support/practiceRuns.ts';
import { withRunner } from '../../../support/runnerRig.ts';

const draw = usePracticeRuns();

async function alphaAt(file: Uint8Array, x: number, y: number): Promise<number> {
  const { width, height, data } = await decodePixels(file);
  return data[(Math.floor(y * (height - 1)) * width + Math.floor(x * (width - 1))) * 4 + 3] ?? -1;
}

describe('a transparent background', () => {
  test('comes with a new image of exactly the size that was asked for', async () => {
    await withRunner(async (rig) => {
      const options = { prompt: 'a red circle', background: 'transparent', size: '128x128' };
      const { result, files } = await draw(rig, options);
      assert.deepEqual(result.warnings, []);
      assert.equal(result.saved.length, 1);
      const [file] = files;
      assert.ok(file);
      const { type, width, height } = inspectImage(file) ?? {};
      assert.deepEqual([type, width, height], ['png', 128, 128]);
      const corners = [alphaAt(file, 0, 0), alphaAt(file, 1, 0), alphaAt(file, 1, 1)];
      assert.deepEqual(await Promise.all(corners), [0, 0, 0]);
      assert.equal(await alphaAt(file, 0.5, 0.5), 255);
      const { data } = await decodePixels(file);
      const middle = (64 * 128 + 64) * 4;
      const [red = 0, green = 0] = data.subarray(middle, middle + 3);
      assert.ok(red > 200 && green < 60, `the circle is ${red}, ${green}`);
      assert.equal(readProvenance(file).sourceType, 'algorithmicMedia');
    });
  });

  test('comes with a landscape too, which Practice draws into a disc', async () => {
    await withRunner(async (rig) => {
      const { files, result } = await draw(rig, { prompt: 'calm', background: 'transparent' });
      assert.deepEqual(result.warnings, []);
      assert.equal(await alphaAt(files[0]!, 0.01, 0.01), 0);
      assert.equal(await alphaAt(files[0]!, 0.5, 0.5), 255);
    });
  });

  test('of a green subject is requested as magenta', async () => {
    await withRunner(async (rig) => {
      const { files } = await draw(rig, { prompt: 'a green circle', background: 'transparent' });
      assert.equal(await alphaAt(files[0]!, 0.5, 0.5), 255);
      assert.equal(await alphaAt(files[0]!, 0.02, 0.02), 0);
    });
  });

  test('comes with an edit, in a color that its source lacks', async () => {
    await withRunner(async (rig) => {
      const source = png(96, 96, (x, y) =>
        Math.hypot(x - 48, y - 48) < 30 ? [20, 200, 40] : [250, 250, 250],
      );
      const images = [await rig.put('leaf.png', source)];
      const { files, result } = await draw(rig, {
        prompt: 'grayscale',
        images,
        background: 'transparent',
      });
      assert.deepEqual(result.warnings, []);
      assert.equal(await alphaAt(files[0]!, 0.01, 0.01), 0);
      assert.equal(await alphaAt(files[0]!, 0.5, 0.5), 255);
    });
  });

  test('comes also with a prompt that asks for it, which Practice follows by itself', async () => {
    await withRunner(async (rig) => {
      const source = png(96, 96, (x, y) =>
        Math.hypot(x - 48, y - 48) < 30.5 ? [200, 30, 40] : [250, 250, 250],
      );
      const images = [await rig.put('dot.png', source)];
      const options = { prompt: 'remove the background', images, background: 'transparent' };
      const { files, result } = await draw(rig, options);
      assert.deepEqual(result.warnings, []);
      assert.equal(await alphaAt(files[0]!, 0.01, 0.01), 0);
      assert.equal(await alphaAt(files[0]!, 0.5, 0.5), 255);
    });
  });

  test('that the model doesn’t paint is no reason to lose the image', async () => {
    await withRunner(async (rig) => {
      const noise = png(64, 64, (x, y) => [(x * 37 + y * 91) % 256, (x * y) % 256, (y * 7) % 256]);
      const own = await rig.gateway(() => inlineDataReply(noise));
      const { result } = await rig
        .runner()
        .perform({ prompt: 'x', target: rig.target, background: 'transparent' });
      assert.equal(result.outcome, 'saved');
      assert.equal(own.posts, 1);
      assert.deepEqual(await readFile(fileURLToPath(result.saved[0]!)), Buffer.from(noise));
      assert.match(
        result.warnings.join(' '),
        /isn't transparent, so the image is saved as it was received\. No plain background came from/,
      );
    });
  });

  test('is nothing to do for an image that has one', async () => {
    await withRunner(async (rig) => {
      const ready = encodePngFile({
        width: 2,
        height: 1,
        data: Uint8Array.of(1, 2, 3, 0, 4, 5, 6, 255),
      });
      await rig.gateway(() => inlineDataReply(ready));
      const { result } = await rig
        .runner()
        .perform({ prompt: 'x', target: rig.target, background: 'transparent' });
      assert.deepEqual(result.warnings, []);
      assert.deepEqual(await readFile(fileURLToPath(result.saved[0]!)), Buffer.from(ready));
    });
  });
});

describe('an exact size', () => {
  test('of 1200x630 is requested as 16:9 at 1K and cropped', async () => {
    await withRunner(async (rig) => {
      const { files, reports } = await draw(rig, { prompt: 'hills', size: '1200x630' });
      const { width, height } = inspectImage(files[0]!) ?? {};
      assert.deepEqual([width, height], [1200, 630]);
      const [received] = reports[0]?.images ?? [];
      assert.deepEqual([received?.facts.width, received?.facts.height], [1376, 768]);
      const [entry] = await rig.history();
      assert.deepEqual(
        [entry?.size, entry?.aspectRatio, entry?.imageSize],
        ['1200x630', undefined, undefined],
      );
    });
  });

  test('that the model can’t reach is enlarged, and the result says so', async () => {
    await withRunner(async (rig) => {
      await rig.gateway(() => inlineDataReply(png(40, 20)));
      const { result } = await rig
        .runner()
        .perform({ prompt: 'x', target: rig.target, size: '80 × 40 px' });
      const { width, height } = inspectImage(await readFile(fileURLToPath(result.saved[0]!))) ?? {};
      assert.deepEqual([width, height], [80, 40]);
      assert.match(result.warnings.join(' '), /enlarged, so it isn't sharper/);
    });
  });

  test('that the received image has leaves its bytes untouched', async () => {
    await withRunner(async (rig) => {
      const received = png(80, 40);
      await rig.gateway(() => inlineDataReply(received));
      const { result } = await rig
        .runner()
        .perform({ prompt: 'x', target: rig.target, size: '80x40' });
      assert.deepEqual(await readFile(fileURLToPath(result.saved[0]!)), Buffer.from(received));
    });
  });

  for (const size of ['1200', 'x630', 'big', '0x5', '99999x2', '16384x16384']) {
    test(`"${size}" is refused before anything is sent`, async () => {
      await withRunner(async (rig) => {
        const own = await rig.gateway(() => inlineDataReply(png()));
        const { result } = await rig.runner().perform({ prompt: 'x', target: rig.target, size });
        assert.equal(result.outcome, 'bad_request');
        assert.match(result.message ?? '', /size/);
        assert.equal(own.posts, 0);
      });
    });
  }
});
