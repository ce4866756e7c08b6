/** Edits of a region keep the size and the background of their source, and get the type of the settings. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { readProvenance } from '../../../../src/image/provenance/readProvenance.ts';
import { runOptions } from '../../../../src/panel/runs/options.ts';
import { inlineDataReply } from '../../../support/gateway/scriptedGateway.ts';
import { MIDDLE, SOURCE } from '../../../support/regionEdit.ts';
import { withRunner } from '../../../support/runnerRig.ts';

test('a region in a source is merged, and then converted', async () => {
  await withRunner(async (rig) => {
    const own = await rig.gateway(() => inlineDataReply(SOURCE));
    const settings = { ...rig.parts.settings(undefined), format: 'webp' as const };
    const images = [await rig.put('source.png', SOURCE)];
    const options = { prompt: 'x', images, size: '300x100', background: 'transparent' };
    const { result } = await rig
      .runner({ settings: () => settings })
      .perform(options, { region: [MIDDLE] });
    assert.equal(result.outcome, 'saved', result.message);
    const file = await readFile(fileURLToPath(result.saved[0]!));
    const { type, width, height } = inspectImage(file) ?? {};
    assert.deepEqual([type, width, height], ['webp', 120, 90]);
    assert.equal(readProvenance(file).sourceType, 'compositeWithTrainedAlgorithmicMedia');
    assert.ok(!JSON.stringify(own.requests[0]?.json()).includes('Isolate the subject'));
  });
});

test('the panel asks for neither a size nor a background with a region', () => {
  const form = {
    ...{ prompt: 'x', model: 'm', aspectRatio: 'auto', imageSize: 'auto', count: 1 },
    ...{ size: '300x100', background: 'transparent' as const },
  };
  const image = { uri: 'file:///a.png', id: 'a', name: 'a.png' } as Parameters<
    typeof runOptions
  >[1][number];
  const whole = runOptions(form, [image], undefined);
  assert.deepEqual([whole.size, whole.background], ['300x100', 'transparent']);
  const marked = runOptions(form, [{ ...image, region: [MIDDLE] }], undefined);
  assert.deepEqual([marked.size, marked.background], [undefined, undefined]);
});
