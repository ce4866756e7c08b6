import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findModel } from '../../../../src/catalog/modelLookup.ts';
import { CheckError, SaveError } from '../../../../src/errors.ts';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import type { Pixels } from '../../../../src/image/pixels/pixels.ts';
import { decodePixels, encodePngFile } from '../../../../src/image/pixels/codec.ts';
import type { Stroke } from '../../../../src/image/region/strokes.ts';
import { listLeftovers } from '../../../../src/spool/leftovers.ts';
import { describeWarning } from '../../../../src/messages/messages.ts';
import { createPixelClient } from '../../../../src/image/jobs/pixelClient.ts';
import type { RunPlan } from '../../../../src/run/plan/plan.ts';
import { publishFile } from '../../../../src/disk/publishFile.ts';
import { FEATHER, prepareRegion } from '../../../../src/run/plan/region.ts';
import type { Publish } from '../../../../src/run/saveImages.ts';
import { reference } from '../../../../src/request/reference.ts';
import { inputsOf } from '../../../../src/panel/results/provenance.ts';
import { png, WEBP } from '../../../support/image/images.ts';
import { judged, regionCase } from '../../../support/image/regionCases.ts';
import { fetchLeft, namesOf, newPlace, saveOne, type Place } from '../../../support/disk/saving.ts';
import { draw, scene } from '../../../support/image/scene.ts';
import {
  hostedReply,
  inlineDataReply,
  startScriptedGateway,
} from '../../../support/gateway/scriptedGateway.ts';

const WORKER = join(import.meta.dirname, '../../../../src/image/jobs/pixelWorker.ts');
const work = createPixelClient(WORKER);
const root = await mkdtemp(join(tmpdir(), 'easel-region-'));
const gateway = await startScriptedGateway();
after(async () => {
  await gateway.close();
  await rm(root, { recursive: true, force: true });
});

const world = scene(5);
const SOURCE = encodePngFile(draw(120, 90, (x, y) => world(x / 120, y / 90)));
const MIDDLE: Stroke = { kind: 'rectangle', x: 40, y: 30, width: 30, height: 24 };

/** The plan of an edit of this source. */
function editing(source: Uint8Array): (plan: RunPlan) => RunPlan {
  return (plan) => {
    const images = [
      reference({ name: 'cat.png', bytes: source }, inspectImage(source), 'm', undefined),
    ];
    return { ...plan, operation: 'edit', images, body: { ...plan.body, images } };
  };
}

/** One run over a socket that edits a region, and what lies in its folder afterwards besides the user's own files. */
async function editRegion(
  source: Uint8Array,
  result: Uint8Array,
  { strokes = [MIDDLE], by = work, mimeType = 'image/png' }: Manner = {},
) {
  const place = await newPlace(root);
  gateway.respond(inlineDataReply(result, mimeType));
  const withRegion = await prepareRegion(source, strokes, by);
  const change = (plan: RunPlan) => withRegion(editing(source)(plan));
  const { report, held } = await saveOne(gateway.origin, place, { change });
  assert.deepEqual(held, []);
  const names = namesOf(report);
  const files = await Promise.all(names.map((name) => readFile(join(place.target, name))));
  const left = await listLeftovers([place.spool, place.temporary], Date.now() + 120_000);
  return { place, report, names, files, left };
}

interface Manner {
  readonly strokes?: readonly Stroke[];
  readonly by?: typeof work;
  readonly mimeType?: string;
}

describe('a run on a marked region', () => {
  for (let seed = 1; seed <= 20; seed++) {
    test(`over a socket: not one pixel differs outside mark and feather, mask ${seed}`, async () => {
      const { strokes, mask, source, result, wanted } = regionCase(seed + 100);
      const { report, files, names, left } = await editRegion(
        encodePngFile(source),
        encodePngFile(result),
        { strokes },
      );
      assert.equal(report.failure, undefined);
      assert.deepEqual(names, ['cat-edited-2.png']);
      const made = decodePixels(files[0]!) as Pixels;
      assert.deepEqual([made.width, made.height], [source.width, source.height]);
      const { outside, off } = judged(made, source, wanted, mask, FEATHER);
      assert.equal(outside, 0);
      assert.ok(off < 9, `the region is ${off} away from what the result has there`);
      assert.deepEqual(report.warnings, []);
      assert.deepEqual(left, [], 'what is published waits nowhere');
    });
  }

  test("sends the source as it is, a picture of the mark, and words about it; the ratio is the source's", async () => {
    const withRegion = await prepareRegion(SOURCE, [MIDDLE], work);
    const place = await newPlace(root);
    gateway.respond(inlineDataReply(SOURCE));
    const change = (plan: RunPlan) => {
      const wide = editing(SOURCE)({ ...plan, body: { ...plan.body, aspectRatio: '16:9' } });
      return withRegion(wide);
    };
    await saveOne(gateway.origin, place, { change });
    const body = gateway.requests.at(-1)!.json() as {
      contents: [{ parts: { text?: string; inlineData?: { data: string } }[] }];
      generationConfig: object;
    };
    const [text, source, shown, ...none] = body.contents[0].parts;
    assert.match(text?.text ?? '', /^a cat\n\nThe last image is the first image again/);
    assert.ok(Buffer.from(source?.inlineData?.data ?? '', 'base64').equals(SOURCE));
    const mark = decodePixels(Buffer.from(shown?.inlineData?.data ?? '', 'base64'));
    assert.deepEqual([mark.width, mark.height], [120, 90]);
    assert.deepEqual([...mark.data.subarray((30 * 120 + 40) * 4, (30 * 120 + 40) * 4 + 3)], [255, 0, 255]); // prettier-ignore
    assert.deepEqual(none, []);
    assert.deepEqual(body.generationConfig, { responseModalities: ['IMAGE'] });
  });

  test('says when the model changed much outside the mark, and uses none of it', async () => {
    const result = draw(120, 90, (x, y) => (y < 30 ? [240, 20, 20] : world(x / 120, y / 90)));
    const { report, files } = await editRegion(SOURCE, encodePngFile(result));
    const [warning, ...none] = report.warnings;
    assert.ok(warning?.kind === 'region-more' && none.length === 0);
    assert.ok(warning.share > 0.2 && warning.share < 0.6, String(warning.share));
    const made = decodePixels(files[0]!);
    assert.deepEqual(made.data.subarray(0, 120 * 4 * 20), decodePixels(SOURCE).data.subarray(0, 120 * 4 * 20)); // prettier-ignore
  });

  test('another picture is put in by its size, and saved whole as well', async () => {
    const other = scene(77);
    const result = encodePngFile(draw(120, 90, (x, y) => other(x / 120, y / 90)));
    const { report, names, files, left } = await editRegion(SOURCE, result);
    assert.deepEqual(report.warnings, [{ kind: 'region-unlike' }]);
    assert.deepEqual(names, ['cat-edited-2.png', 'cat-edited-whole.png']);
    // The warning is about the first of them.
    const made = { prompt: 'p', model: 'm', aspectRatio: 'auto', imageSize: 'auto', images: [] };
    const told = { ...made, facts: '', warnings: ['It is a guess.'] };
    assert.deepEqual(
      report.saved.map((uri) => inputsOf(uri, told, [report]).warnings),
      [['It is a guess.'], []],
    );
    assert.ok(files[1]!.equals(result));
    // What is known of the image as it came holds for the second alone.
    const [came] = report.images;
    assert.deepEqual(report.files.map(({ file }) => file), [undefined, came?.file]); // prettier-ignore
    assert.deepEqual(decodePixels(files[0]!).data.subarray(0, 4), decodePixels(SOURCE).data.subarray(0, 4)); // prettier-ignore
    assert.deepEqual(left, []);
  });

  test('a plain source says nothing of the place: the result is scaled, and that is said', async () => {
    const { report, names } = await editRegion(png(64, 48), png(128, 96, [9, 9, 200]));
    assert.deepEqual(report.warnings, [{ kind: 'region-plain' }]);
    assert.equal(names.length, 1);
  });
});

describe('what cannot be put back', () => {
  test('is refused before sending where the source or the mark is the reason', async () => {
    const no = async (source: Uint8Array, strokes: readonly Stroke[], kind: string) => {
      await assert.rejects(prepareRegion(source, strokes, work), (error) => {
        assert.ok(error instanceof CheckError);
        assert.equal(error.problem.kind, kind);
        return true;
      });
    };
    await no(WEBP, [MIDDLE], 'no-pixels');
    await no(SOURCE, [{ ...MIDDLE, x: 500 }], 'no-mark');
    await no(SOURCE, [MIDDLE, { ...MIDDLE, erase: true }], 'no-mark');
  });

  test('as many images as the model takes leave no room for the picture of the mark', async () => {
    const withRegion = await prepareRegion(SOURCE, [MIDDLE], work);
    const model = 'gemini-3-pro-image';
    const most = findModel(model)?.capabilities?.mostImages;
    assert.ok(most !== undefined);
    const place = await newPlace(root);
    const change = (plan: RunPlan) => {
      const one = editing(SOURCE)({ ...plan, model });
      return withRegion({ ...one, images: Array.from({ length: most }, () => one.images[0]!) });
    };
    await assert.rejects(saveOne(gateway.origin, place, { change }), (error) => {
      assert.ok(error instanceof CheckError && error.problem.kind === 'too-many-images');
      return true;
    });
  });

  test('is saved as it came where the result cannot be decoded, and it is said why', async () => {
    const { report, names, files, left } = await editRegion(SOURCE, WEBP, {
      mimeType: 'image/webp',
    });
    assert.deepEqual(names, ['cat-edited.webp']);
    assert.ok(files[0]!.equals(WEBP));
    const [warning] = report.warnings;
    assert.ok(warning?.kind === 'region-whole');
    const told = describeWarning(warning, 'M (G)', (text, ...args) =>
      text.replace(/\{(\d)\}/g, (_, index: string) => String(args[Number(index)])),
    );
    assert.match(told, /image\/webp.*full image from M \(G\) is saved/);
    assert.deepEqual(left, []);
  });

  test('is saved as it came where the worker breaks down', async () => {
    const result = png(120, 90, [1, 2, 3]);
    const broken = createPixelClient(join(import.meta.dirname, '../support/noSuchWorker.ts'));
    const by: typeof work = {
      run: (name, input) => (name === 'composite' ? broken : work).run(name, input),
    };
    const { report, files, names } = await editRegion(SOURCE, result, { by });
    assert.deepEqual(names, ['cat-edited-2.png']);
    assert.ok(files[0]!.equals(result));
    assert.deepEqual(report.warnings, [{ kind: 'region-whole' }]);
    assert.equal(report.failure, undefined);
  });

  test('a window that is killed while the region is put back leaves the paid picture to the next one', async () => {
    const place = await newPlace(root);
    const result = png(120, 90, [1, 2, 3]);
    gateway.respond(inlineDataReply(result));
    const child = fork(join(import.meta.dirname, '../../../support/image/regionChild.ts'), [
      gateway.origin,
      place.root,
      Buffer.from(SOURCE).toString('base64'),
    ]);
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    assert.deepEqual([code, signal], [null, 'SIGKILL']);
    assert.deepEqual(await mine(place), []);
    const [left, ...none] = await listLeftovers([place.spool], Date.now() + 120_000);
    assert.deepEqual(none, []);
    const [image, ...others] = left?.images ?? [];
    assert.ok(image && others.length === 0);
    assert.ok((await readFile(image.file)).equals(result));
  });

  test('where the whole picture finds no room beside the result, it waits', async () => {
    const place = await newPlace(root);
    const other = scene(77);
    const result = encodePngFile(draw(120, 90, (x, y) => other(x / 120, y / 90)));
    gateway.respond(inlineDataReply(result));
    const withRegion = await prepareRegion(SOURCE, [MIDDLE], work);
    const change = (plan: RunPlan) => withRegion(editing(SOURCE)(plan));
    let published = 0;
    const publish: Publish = async (paid, { folder, stem }, extension) => {
      published += 1;
      if (published === 2) throw new SaveError('cat-edited-3.png', 'ENOSPC');
      return pathToFileURL(await publishFile(paid, fileURLToPath(folder), stem, extension)).href;
    };
    const { report } = await saveOne(gateway.origin, place, { change, parts: { publish } });
    assert.deepEqual(namesOf(report), ['cat-edited-2.png']);
    assert.equal(report.failure?.outcome, 'save_failed');
    assert.equal(report.keeps, true);
    const [left] = await listLeftovers([place.spool], Date.now() + 120_000);
    assert.ok((await readFile(left!.images[0]!.file)).equals(result));
  });

  test('what had to be downloaded later is saved as it came, and that is said', async () => {
    const place = await newPlace(root);
    const result = png(120, 90, [1, 2, 3]);
    const file = { headers: { 'content-type': 'image/png' }, body: result };
    gateway.respond([hostedReply(gateway.host('/late.png', { status: 410 }, file))]);
    const withRegion = await prepareRegion(SOURCE, [MIDDLE], work);
    const change = (plan: RunPlan) => withRegion(editing(SOURCE)(plan));
    const { report } = await saveOne(gateway.origin, place, { change });
    assert.equal(report.pendingDownloads, 1);
    const [end] = await fetchLeft(place);
    assert.deepEqual([end?.failure, end?.warnings], [undefined, [{ kind: 'region-late' }]]);
    assert.ok((await readFile(join(place.target, 'cat-edited-2.png'))).equals(result));
  });

  test('a folder that goes away meanwhile: the paid picture waits', async () => {
    const place = await newPlace(root);
    const result = png(120, 90, [1, 2, 3]);
    gateway.respond(inlineDataReply(result));
    const by: typeof work = {
      run: async (name, input) => {
        if (name === 'composite') await rm(place.target, { recursive: true });
        return await work.run(name, input);
      },
    };
    const withRegion = await prepareRegion(SOURCE, [MIDDLE], by);
    const change = (plan: RunPlan) => withRegion(editing(SOURCE)(plan));
    const { report } = await saveOne(gateway.origin, place, { change });
    assert.equal(report.failure?.outcome, 'save_failed');
    assert.equal(report.keeps, true);
    const [left] = await listLeftovers([place.spool], Date.now() + 120_000);
    assert.ok((await readFile(left!.images[0]!.file)).equals(result));
  });
});

/** What is in a place's folder besides the user's own two files. */
async function mine({ target }: Place): Promise<readonly string[]> {
  const names = await readdir(target);
  return names.filter((name) => name !== 'cat.png' && name !== 'cat-edited.png');
}
