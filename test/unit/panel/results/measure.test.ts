import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { createPixelClient } from '../../../../src/image/jobs/pixelClient.ts';
import { panelMeasure } from '../../../../src/panel/results/measure.ts';
import type { PanelResult } from '../../../../src/panel/results/state.ts';
import { BLUE, HEIC, jpeg, png, RED, WEBP } from '../../../support/image/images.ts';
import { translate as t } from '../../../support/localization.ts';
import { fakePage } from '../../../support/panel/page.ts';

const pixels = createPixelClient(
  join(import.meta.dirname, '../../../../src/image/jobs/pixelWorker.ts'),
);
const HALF = png(20, 10, (x) => (x < 10 ? RED : BLUE));
const FILES: Readonly<Record<string, Uint8Array>> = {
  red: png(20, 10),
  half: HALF,
  large: png(40, 20),
  jpeg: jpeg(20, 10),
  webp: WEBP,
  heic: HEIC,
};

function measurement(files: Readonly<Record<string, Uint8Array>> = FILES) {
  const reads: string[] = [];
  const { requests, encoder } = fakePage({ png: HALF });
  const read = async (uri: string) => {
    reads.push(uri);
    return files[uri] ?? new Uint8Array(0);
  };
  return { reads, requests, measure: panelMeasure({ pixels, encoder, read, t }) };
}

const shown = (id: string, mimeType = 'image/png') => ({
  id,
  uri: id,
  name: id,
  bytes: 1,
  details: '',
  canPreview: true,
  mimeType,
});
const result = (id: string, mimeType?: string): PanelResult => ({
  ...shown(id, mimeType),
  source: shown('red'),
});

test('measures how much of the image changed, once per result', async () => {
  const { reads, measure } = measurement();
  assert.equal(await measure(result('half')), '50.0% of the image changed.');
  assert.equal(await measure(result('half')), '50.0% of the image changed.');
  assert.equal(reads.length, 2);
});

test('says that a result of another size was scaled', async () => {
  const { measure } = measurement();
  assert.equal(
    await measure(result('large')),
    'No visible change. The sizes differ, so the result was scaled for the comparison.',
  );
});

test('measures in the worker, except types that only the page may decode', async () => {
  const { requests, measure } = measurement();
  assert.equal(await measure(result('jpeg', 'image/jpeg')), 'No visible change.');
  assert.match(await measure(result('webp', 'image/webp')), /^100\.0% of the image changed/);
  assert.equal(await measure(result('heic', 'image/heic')), '50.0% of the image changed.');
  assert.deepEqual(
    requests.map(({ image, to }) => [image, to]),
    [['heic', 'png']],
  );
});

test('measures a result again after a failure, because its file can come back', async () => {
  const files: Record<string, Uint8Array> = { ...FILES };
  const { measure } = measurement(files);
  assert.match(await measure(result('back')), /doesn.t recognize this image format/);
  files['back'] = HALF;
  assert.equal(await measure(result('back')), '50.0% of the image changed.');
});
