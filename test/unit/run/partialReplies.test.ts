/** A reply that brings an image, and also says or shows that something is missing. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { SaveError } from '../../../src/errors.ts';
import { assertSaved } from '../../support/faults/faultEnds.ts';
import { PICTURE, withRig } from '../../support/faults/faults.ts';
import { bigPng } from '../../support/image/images.ts';

const CUT = bigPng(60_000).subarray(0, 40_000);

function reply(images: readonly Uint8Array[], finishReason = 'STOP') {
  const parts = images.map((bytes) => ({
    inlineData: { mimeType: 'image/png', data: Buffer.from(bytes).toString('base64') },
  }));
  return { body: { candidates: [{ content: { parts }, finishReason }] } };
}

describe('the images that arrived are saved, and a warning says what is missing', () => {
  test('if another one is incomplete, and kept', async () => {
    await withRig(async (rig) => {
      const { origin } = await rig.scripted([reply([PICTURE, CUT])]);
      const ended = await rig.ask({ at: origin });
      assertSaved(ended, PICTURE);
      assert.deepEqual(ended.report?.warnings, [{ kind: 'partly-broken', isKept: true }]);
      assert.equal(ended.report.keeps, true);
    });
  });

  test('if the gateway blocked others', async () => {
    await withRig(async (rig) => {
      const { origin } = await rig.scripted([reply([PICTURE], 'IMAGE_SAFETY')]);
      const ended = await rig.ask({ at: origin });
      assertSaved(ended, PICTURE);
      assert.deepEqual(ended.report?.warnings, [
        { kind: 'partly-blocked', reason: 'IMAGE_SAFETY' },
      ]);
      assert.equal(ended.report.keeps, undefined);
    });
  });
});

test('a whole image that could not be saved is not called incomplete: its failure says where it is', async () => {
  await withRig(async (rig) => {
    const { origin } = await rig.scripted([reply([PICTURE], 'IMAGE_SAFETY')]);
    const publish = () => Promise.reject(Object.assign(new Error('full'), { code: 'ENOSPC' }));
    const { report, outcome, failure } = await rig.ask({ at: origin, parts: { publish } });
    assert.equal(outcome, 'save_failed');
    assert.ok(failure instanceof SaveError && failure.code === 'UNKNOWN');
    assert.match(String(failure.cause), /full/);
    assert.equal(report?.keeps, true);
    assert.deepEqual(report.warnings, [{ kind: 'partly-blocked', reason: 'IMAGE_SAFETY' }]);
  });
});
