/** Results in another type than the received one. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { encodePngFile } from '../../../../src/image/png/encodePng.ts';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { readProvenance } from '../../../../src/image/provenance/readProvenance.ts';

import { inlineDataReply } from '../../../support/gateway/scriptedGateway.ts';
import { jpeg, png } from '../../../support/image/images.ts';
import { photo } from '../../../support/image/photos.ts';
import { usePracticeRuns } from '../../../support/practiceRuns.ts';
import { withRunner } from '../../../support/runnerRig.ts';

const draw = usePracticeRuns();

describe('easel.output.format', () => {
  test('converts results, and labels them unless easel.provenance is off', async () => {
    await withRunner(async (rig) => {
      const labeled = await draw(rig, { prompt: 'a red circle' }, { 'output.format': 'webp' });
      assert.equal(inspectImage(labeled.files[0]!)?.type, 'webp');
      assert.ok(labeled.result.saved[0]?.endsWith('.webp'));
      assert.equal(readProvenance(labeled.files[0]!).sourceType, 'algorithmicMedia');
      const silent = await draw(
        rig,
        { prompt: 'a blue circle' },
        { 'output.format': 'jpeg', 'output.quality': 60, provenance: false },
      );
      assert.equal(inspectImage(silent.files[0]!)?.type, 'jpeg');
      assert.equal(readProvenance(silent.files[0]!).sourceType, undefined);
    });
  });

  test('leaves an image of that type as it is', async () => {
    await withRunner(async (rig) => {
      const received = jpeg();
      await rig.gateway(() => inlineDataReply(received));
      const settings = rig.parts.settings(undefined);
      const { result } = await rig
        .runner({ settings: () => ({ ...settings, format: 'jpeg' }) })
        .perform({ prompt: 'x', target: rig.target });
      assert.deepEqual(await readFile(fileURLToPath(result.saved[0]!)), Buffer.from(received));
    });
  });

  test('keeps what an edit by Practice is: the user’s own image, without a label', async () => {
    await withRunner(async (rig) => {
      const images = [await rig.put('photo.png', png(64, 48))];
      const { files } = await draw(
        rig,
        { prompt: 'grayscale', images },
        { 'output.format': 'webp' },
      );
      assert.equal(readProvenance(files[0]!).sourceType, undefined);
    });
  });

  test('makes no JPEG of a received image with transparency', async () => {
    await withRunner(async (rig) => {
      const data = Uint8Array.from({ length: 64 * 64 * 4 }, (_, at) =>
        at % 4 === 3 ? at % 256 : 90,
      );
      await rig.gateway(() => inlineDataReply(encodePngFile({ width: 64, height: 64, data })));
      const settings = { ...rig.parts.settings(undefined), format: 'jpeg' as const };
      const { result } = await rig
        .runner({ settings: () => settings })
        .perform({ prompt: 'x', target: rig.target, size: '32x32' });
      assert.ok(result.saved[0]?.endsWith('.png'), result.saved[0]);
    });
  });

  test('saves an animation beside its first frame', async () => {
    await withRunner(async (rig) => {
      const received = photo('anim.gif');
      await rig.gateway(() => inlineDataReply(received));
      const settings = { ...rig.parts.settings(undefined), format: 'png' as const };
      const { result } = await rig
        .runner({ settings: () => settings })
        .perform({ prompt: 'x', target: rig.target });
      assert.deepEqual(await rig.files(), ['x-received.gif', 'x.png']);
      assert.match(result.warnings.join(' '), /first of 2 frames/);
    });
  });

  test('can’t make a transparent image a JPEG, so that is a PNG', async () => {
    await withRunner(async (rig) => {
      const { files } = await draw(
        rig,
        { prompt: 'a red circle', background: 'transparent' },
        { 'output.format': 'jpeg' },
      );
      assert.equal(inspectImage(files[0]!)?.type, 'png');
    });
  });
});
