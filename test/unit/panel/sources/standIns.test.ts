import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { createPixelClient } from '../../../../src/image/jobs/pixelClient.ts';
import { StandIns } from '../../../../src/panel/sources/standIns.ts';
import type { PanelImage } from '../../../../src/panel/sources/state.ts';
import { reduce, type PanelState } from '../../../../src/panel/state.ts';
import { tiff } from '../../../support/image/bitmaps.ts';
import { photo } from '../../../support/image/photos.ts';
import { after, chosen, panelImage, RESULT, viewOf } from '../../../support/panel/state.ts';

const pixels = createPixelClient(
  join(import.meta.dirname, '../../../../src/image/jobs/pixelWorker.ts'),
);
const SCAN: PanelImage = {
  ...panelImage('scan', 'file:///w/scan.tif'),
  canPreview: false,
  mimeType: 'image/tiff',
  markable: { width: 24, height: 16 },
};
const MARK = { kind: 'rectangle' as const, x: 1, y: 1, width: 2, height: 1 };

/** Makes the stand-ins of a state, and returns the state when all of its images have one or can't have one. */
async function withStandIns(first: PanelState, file: Uint8Array) {
  let state = first;
  const written: Uint8Array[] = [];
  let reads = 0;
  await new Promise<void>((resolve) => {
    const standIns = new StandIns({
      pixels,
      read: async () => {
        reads += 1;
        return file;
      },
      write: async (made, extension) => {
        written.push(made);
        return `file:///previews/${written.length}.${extension}`;
      },
      dispatch: (event) => {
        state = reduce(state, event);
        standIns.update(state);
        resolve();
      },
    });
    standIns.update(state);
    standIns.update(state);
  });
  return { state, written, reads };
}

test('a source that no browser draws is shown, and marked in the px of its file', async () => {
  const result = { ...RESULT, source: { ...SCAN, id: 'scan2' } };
  const first = after(chosen('source', SCAN), { kind: 'run-arrived', results: [result] });
  assert.equal(viewOf(first).images[0]?.src, undefined);
  assert.equal(viewOf(first).images[0]?.noRegion, 'Preparing the preview…');
  const { state, written, reads } = await withStandIns(first, photo('lzw.tif'));
  const [view] = viewOf(state).images;
  assert.equal(view?.src, 'webview:file:///previews/1.png');
  assert.deepEqual(view.region, { width: 24, height: 16, strokes: [] });
  assert.equal(viewOf(state).results[0]?.source?.src, view.src, 'also in a comparison');
  assert.deepEqual([written.length, reads], [1, 1]);
  assert.equal(inspectImage(written[0]!)?.type, 'png');
  const marked = reduce(state, { kind: 'region-marked', id: 'scan', region: [MARK] });
  assert.deepEqual(viewOf(marked).images[0]?.region?.strokes, [MARK]);
});

test('a large source is shown smaller', async () => {
  const large = { ...SCAN, markable: { width: 4096, height: 30 } };
  const { written } = await withStandIns(after(chosen('source', large)), tiff(4096, 30));
  const facts = inspectImage(written[0]!);
  assert.deepEqual([facts?.width, facts?.height], [2048, 15]);
});

test('a source that cannot be decoded says so, and is not tried again', async () => {
  const { state, written, reads } = await withStandIns(
    after(chosen('source', SCAN)),
    photo('lzw.tif').subarray(0, 300),
  );
  const [view] = viewOf(state).images;
  assert.deepEqual([view?.src, view?.region, written.length, reads], [undefined, undefined, 0, 1]);
  assert.match(view?.noRegion ?? '', /can't be decoded/);
});

test('HEIC has no preview, and the panel says why', () => {
  const image = { ...panelImage('a'), canPreview: false, mimeType: 'image/heic' };
  const [view] = viewOf(after(chosen('source', image))).images;
  assert.match(view?.noRegion ?? '', /^There is no preview of HEIC images.*save the image as PNG/);
});
