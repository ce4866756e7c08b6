/** Runs that edit a marked region: what they send, and what becomes of the result. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { findModel } from '../../../../src/catalog/modelLookup.ts';
import { CheckError } from '../../../../src/errors.ts';
import { decodePixels } from '../../../../src/image/pixels/codec.ts';
import { encodePngFile } from '../../../../src/image/png/encodePng.ts';
import type { Pixels } from '../../../../src/image/pixels/pixels.ts';
import type { Stroke } from '../../../../src/image/region/strokes.ts';
import { inputsOf } from '../../../../src/panel/results/provenance.ts';
import type { RunPlan } from '../../../../src/run/plan/plan.ts';
import { FEATHER, prepareRegion } from '../../../../src/run/plan/region.ts';
import { newPlace, runAndSave } from '../../../support/disk/saving.ts';
import { inlineDataReply } from '../../../support/gateway/scriptedGateway.ts';
import { HEIC, png } from '../../../support/image/images.ts';
import { measureComposite, regionCase } from '../../../support/image/regionCases.ts';
import { draw } from '../../../support/image/scene.ts';
import {
  editing,
  MIDDLE,
  openRegionEdits,
  OTHER_SCENE,
  pixels,
  SOURCE,
  world,
} from '../../../support/regionEdit.ts';

const { root, gateway, editRegion } = await openRegionEdits();

describe('a run on a marked region', () => {
  for (let seed = 1; seed <= 20; seed++) {
    test(`changes no pixel outside of mark and feather, for random mark ${seed}`, async () => {
      const { strokes, mask, source, result, expected } = regionCase(seed + 100);
      const { report, files, names, left } = await editRegion(
        encodePngFile(source),
        encodePngFile(result),
        { strokes },
      );
      assert.equal(report.failure, undefined);
      assert.deepEqual(names, ['cat-edited-2.png']);
      const composited = (await decodePixels(files[0]!)) as Pixels;
      assert.deepEqual([composited.width, composited.height], [source.width, source.height]);
      const measured = measureComposite({ composited, source, expected, mask, feather: FEATHER });
      assert.equal(measured.changedOutside, 0);
      assert.ok(measured.meanError < 9, `the region is ${measured.meanError} off the result`);
      assert.deepEqual(report.warnings, []);
      assert.deepEqual(left, [], 'the spool keeps nothing of a published image');
    });
  }

  test('sends the source unchanged, an image of the mark, and an instruction; it requests no ratio', async () => {
    const applyRegion = await prepareRegion(SOURCE, [MIDDLE], pixels);
    const place = await newPlace(root);
    gateway.respond(inlineDataReply(SOURCE));
    const change = (plan: RunPlan) => {
      const wide = editing(SOURCE)({ ...plan, body: { ...plan.body, aspectRatio: '16:9' } });
      return applyRegion(wide);
    };
    await runAndSave(gateway.origin, place, { change });
    const body = gateway.requests.at(-1)!.json() as {
      contents: [{ parts: { text?: string; inlineData?: { data: string } }[] }];
      generationConfig: object;
    };
    const [text, source, marked, ...none] = body.contents[0].parts;
    assert.match(text?.text ?? '', /^a cat\n\nThe last image is the first image again/);
    assert.ok(Buffer.from(source?.inlineData?.data ?? '', 'base64').equals(SOURCE));
    const mark = await decodePixels(Buffer.from(marked?.inlineData?.data ?? '', 'base64'));
    assert.deepEqual([mark.width, mark.height], [120, 90]);
    const inside = (30 * 120 + 40) * 4;
    assert.deepEqual([...mark.data.subarray(inside, inside + 3)], [255, 0, 255]);
    assert.deepEqual(none, []);
    assert.deepEqual(body.generationConfig, { responseModalities: ['IMAGE'] });
  });

  test('warns if the model changed much outside of the mark, and uses none of that', async () => {
    const result = draw(120, 90, (x, y) => (y < 30 ? [240, 20, 20] : world(x / 120, y / 90)));
    const { report, files } = await editRegion(SOURCE, encodePngFile(result));
    const [warning, ...none] = report.warnings;
    assert.ok(warning?.kind === 'region-more' && none.length === 0);
    assert.ok(warning.share > 0.2 && warning.share < 0.6, String(warning.share));
    const top = 120 * 4 * 20;
    const [composited, source] = [await decodePixels(files[0]!), await decodePixels(SOURCE)];
    assert.deepEqual(composited.data.subarray(0, top), source.data.subarray(0, top));
  });

  test('saves the whole result as well if it shows another scene', async () => {
    const { report, names, files, left } = await editRegion(SOURCE, OTHER_SCENE);
    assert.deepEqual(report.warnings, [{ kind: 'region-unlike' }]);
    assert.deepEqual(names, ['cat-edited-2.png', 'cat-edited-whole.png']);
    // The warning is about the first file.
    const inputs = { prompt: 'p', model: 'm', aspectRatio: 'auto', imageSize: 'auto', images: [] };
    const warned = { ...inputs, facts: '', warnings: ['It is a guess.'] };
    assert.deepEqual(
      report.saved.map((uri) => inputsOf(uri, warned, [report]).warnings),
      [['It is a guess.'], []],
    );
    assert.ok(files[1]!.equals(OTHER_SCENE));
    // Only the second file is the paid image as it came.
    assert.deepEqual(
      report.files.map(({ file }) => file),
      [undefined, report.images[0]?.file],
    );
    const [composited, source] = [await decodePixels(files[0]!), await decodePixels(SOURCE)];
    assert.deepEqual(composited.data.subarray(0, 4), source.data.subarray(0, 4));
    assert.deepEqual(left, []);
  });

  test('scales the result to a plain source, which shows no place for it, and warns', async () => {
    const { report, names } = await editRegion(png(64, 48), png(128, 96, [9, 9, 200]));
    assert.deepEqual(report.warnings, [{ kind: 'region-plain' }]);
    assert.equal(names.length, 1);
  });
});

describe('before sending, an edit of a region is refused', () => {
  for (const [name, source, strokes, kind] of [
    ['if the source can’t be decoded', HEIC, [MIDDLE], 'no-pixels'],
    ['if the mark is outside of the source', SOURCE, [{ ...MIDDLE, x: 500 }], 'no-mark'],
    ['if the mark is erased again', SOURCE, [MIDDLE, { ...MIDDLE, erase: true }], 'no-mark'],
  ] satisfies [string, Uint8Array, readonly Stroke[], string][]) {
    test(name, async () => {
      await assert.rejects(prepareRegion(source, strokes, pixels), (error) => {
        assert.ok(error instanceof CheckError);
        assert.equal(error.problem.kind, kind);
        return true;
      });
    });
  }

  test('if the model takes no more images, because the image of the mark is one more', async () => {
    const applyRegion = await prepareRegion(SOURCE, [MIDDLE], pixels);
    const model = 'gemini-3-pro-image';
    const most = findModel(model)?.capabilities?.maxImages;
    assert.ok(most !== undefined);
    const place = await newPlace(root);
    const change = (plan: RunPlan) => {
      const one = editing(SOURCE)({ ...plan, model });
      return applyRegion({ ...one, images: Array.from({ length: most }, () => one.images[0]!) });
    };
    await assert.rejects(runAndSave(gateway.origin, place, { change }), (error) => {
      assert.ok(error instanceof CheckError && error.problem.kind === 'too-many-images');
      return true;
    });
  });
});
