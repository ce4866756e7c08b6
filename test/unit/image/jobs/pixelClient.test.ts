import assert from 'node:assert/strict';
import { encode } from 'fast-png';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { CheckError, UnexpectedError } from '../../../../src/errors.ts';
import { compareImages } from '../../../../src/image/pixels/compare.ts';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { decodePixels } from '../../../../src/image/pixels/codec.ts';
import { readJpegOrientation, applyOrientation } from '../../../../src/image/pixels/orientation.ts';
import { createPixelWork } from '../../../../src/image/jobs/pixelClient.ts';
import { jpeg, pixels, png, type Color } from '../../../support/image/images.ts';

const image = (
  width: number,
  height: number,
  paint: Color | ((x: number, y: number) => Color),
) => ({
  width,
  height,
  data: pixels(width, height, paint),
});
const GRAY: Color = [100, 100, 100];

describe('a comparison', () => {
  const before = image(40, 20, GRAY);

  test('tells the share and the place of what changed, and shows it', () => {
    const isNew = (x: number, y: number) => x >= 10 && x < 20 && y >= 5 && y < 9;
    const after = image(40, 20, (x, y) => (isNew(x, y) ? [100, 180, 100] : GRAY));
    const { share, box, isScaled, picture } = compareImages(before, after, 8);
    assert.equal(share, 40 / 800);
    assert.deepEqual([box, isScaled], [{ x: 10, y: 5, width: 10, height: 4 }, false]);
    const at = (x: number, y: number) => [
      ...picture.data.subarray((y * 40 + x) * 4, (y * 40 + x) * 4 + 3),
    ];
    assert.deepEqual(at(0, 0), [216, 216, 216]);
    assert.ok(at(12, 6)[0]! > 2 * at(12, 6)[1]!);
  });

  test('says nothing of differences up to the threshold', () => {
    const after = image(40, 20, (x) => (x === 3 ? [100, 108, 100] : GRAY));
    const quiet = compareImages(before, after, 8);
    assert.deepEqual([quiet.share, quiet.box], [0, undefined]);
    assert.equal(compareImages(before, after, 7).share, 20 / 800);
  });

  test('scales the second image to the first', () => {
    const half = (width: number, height: number) =>
      image(width, height, (x) => (x < width / 2 ? [0, 0, 0] : [250, 250, 250]));
    const { share, isScaled } = compareImages(half(40, 20), half(120, 60), 8);
    assert.deepEqual([share, isScaled], [0, true]);
  });

  test('with a picture of quite another shape is soon done', () => {
    const began = process.cpuUsage();
    const { isScaled } = compareImages(image(400, 300, GRAY), image(1, 2_000_000, GRAY), 8);
    const { user } = process.cpuUsage(began);
    assert.ok(isScaled && user < 10_000_000, `took ${user / 1000} ms`);
  });

  test('counts no color that nobody sees', () => {
    const hidden = compareImages(image(4, 4, [255, 0, 0, 0]), image(4, 4, [0, 255, 0, 0]), 0);
    assert.equal(hidden.share, 0);
  });
});

describe('orientation', () => {
  /** A picture of 3 x 2 whose pixels are numbered, as it is seen: told by red. */
  const seen = (turned: ReturnType<typeof applyOrientation>) => {
    const reds = [...turned.data].filter((_, i) => i % 4 === 0);
    return Array.from({ length: turned.height }, (_, y) =>
      reds.slice(y * turned.width, (y + 1) * turned.width),
    );
  };
  const stored = image(3, 2, (x, y) => [y * 3 + x, 0, 0]);

  test('turns every way that Exif names', () => {
    const ways = [1, 2, 3, 4, 5, 6, 7, 8].map((way) => seen(applyOrientation(stored, way)));
    assert.deepEqual(ways, [
      [[0, 1, 2], [3, 4, 5]],
      [[2, 1, 0], [5, 4, 3]],
      [[5, 4, 3], [2, 1, 0]],
      [[3, 4, 5], [0, 1, 2]],
      [[0, 3], [1, 4], [2, 5]],
      [[3, 0], [4, 1], [5, 2]],
      [[5, 2], [4, 1], [3, 0]],
      [[2, 5], [1, 4], [0, 3]],
    ]); // prettier-ignore
  });

  test('is read from the Exif segment', () => {
    const file = jpeg(16, 8);
    const exif = Buffer.from(
      'ffe10022' +
        '457869660000' +
        '49492a0008000000' +
        '0100' +
        '1201030001000000' +
        '06000000' +
        '00000000',
      'hex',
    );
    const turned = Buffer.concat([file.subarray(0, 2), exif, file.subarray(2)]);
    assert.deepEqual([readJpegOrientation(file), readJpegOrientation(turned)], [1, 6]);
    const { width, height } = decodePixels(turned);
    assert.deepEqual([width, height], [8, 16]);
    for (let cut = 0; cut < turned.length; cut += 3) readJpegOrientation(turned.subarray(0, cut));
  });
});

describe('the pixel worker', () => {
  const work = createPixelWork(
    join(import.meta.dirname, '../../../../src/image/jobs/pixelWorker.ts'),
  );

  test('converts both ways, off this thread', async () => {
    const { file } = await work.do({
      kind: 'convert',
      file: png(32, 24, [20, 200, 90]),
      to: 'jpeg',
      quality: 90,
    });
    assert.equal(inspectImage(file)?.type, 'jpeg');
    const back = await work.do({ kind: 'convert', file, to: 'png', quality: 0 });
    assert.equal(inspectImage(back.file)?.type, 'png');
    assert.deepEqual(decodePixels(back.file), decodePixels(file));
  });

  test('puts transparent pixels of a JPEG on white, and less quality is smaller', async () => {
    const clear = png(16, 16, [0, 0, 0, 0]);
    const { file } = await work.do({ kind: 'convert', file: clear, to: 'jpeg', quality: 90 });
    assert.deepEqual([...decodePixels(file).data.subarray(0, 4)], [255, 255, 255, 255]);
    const noisy = png(64, 64, (x, y) => [(x * 37 + y * 11) % 256, (x * y) % 256, (x * 91) % 256]);
    const [good, poor] = await Promise.all(
      [95, 20].map((quality) => work.do({ kind: 'convert', file: noisy, to: 'jpeg', quality })),
    );
    assert.ok(good!.file.length > 2 * poor!.file.length);
  });

  test('compares and puts back, and leaves what it was handed as it is', async () => {
    const source = png(64, 48, GRAY);
    const result = png(64, 48, [200, 0, 0]);
    const copies = [Buffer.from(source), Buffer.from(result)];
    const strokes = [{ kind: 'rectangle', x: 8, y: 6, width: 16, height: 12 }] as const;
    const { file } = await work.do({ kind: 'composite', source, result, strokes, feather: 0 });
    const compared = await work.do({ kind: 'compare', before: source, after: file, threshold: 0 });
    assert.deepEqual(compared.box, { x: 8, y: 6, width: 16, height: 12 });
    assert.equal(compared.share, (16 * 12) / (64 * 48));
    assert.equal(inspectImage(compared.file)?.width, 64);
    assert.deepEqual([Buffer.from(source), Buffer.from(result)], copies);
  });

  test('takes and gives pictures of megabytes, and texts in them', async () => {
    const data = pixels(900, 600, (x, y) => [(x * y) % 256, (x * 7) % 256, (y * 13) % 256]);
    const source = encode({ width: 900, height: 600, channels: 4, data, text: { Author: 'Zoë' } });
    const { file } = await work.do({ kind: 'convert', file: source, to: 'png', quality: 0 });
    assert.ok(file.length > 100_000);
    assert.deepEqual(decodePixels(file).data, data);
  });

  test('refuses with the facts, and goes on with the next', async () => {
    const file = Buffer.from('no image');
    await assert.rejects(work.do({ kind: 'convert', file, to: 'png', quality: 1 }), (error) => {
      assert.ok(error instanceof CheckError);
      assert.deepEqual(error.problem, { kind: 'no-pixels', why: 'type', what: '' });
      return true;
    });
    const next = await work.do({ kind: 'convert', file: png(), to: 'png', quality: 1 });
    assert.equal(inspectImage(next.file)?.isWhole, true);
  });

  test('does not wait forever for a job, and goes on with the next', async () => {
    const never = join(import.meta.dirname, '../../../support/image/endlessWorker.ts');
    const stuck = createPixelWork(never, 50);
    const jobs = [1, 2].map(() =>
      stuck.do({ kind: 'convert', file: png(), to: 'png', quality: 1 }),
    );
    for (const job of jobs) await assert.rejects(job, UnexpectedError);
  });
});
