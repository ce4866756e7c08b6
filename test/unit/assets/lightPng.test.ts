/** PNG files under a limit of bytes, from real files to real files. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { makeAsset } from '../../../src/assets/makeAsset.ts';
import { largestColorShift, similarity } from '../../../src/assets/pixels/similarity.ts';
import type { PreparedImage } from '../../../src/assets/prepareImages.ts';
import { CheckError } from '../../../src/errors.ts';
import { decodeEightBits } from '../../../src/image/decode/decodeImage.ts';
import { readAppearance } from '../../../src/image/metadata/appearance.ts';
import { readProvenance } from '../../../src/image/provenance/readProvenance.ts';
import { describePrepared } from '../../../src/messages/notices/prepared.ts';
import { exiftool } from '../../support/image/exiftool.ts';
import { png, pngChunk } from '../../support/image/images.ts';
import { translate as t } from '../../support/localization.ts';

/** A ball with some grain and a soft shadow: thousands of colors, and every alpha. */
const BALL = png(240, 240, (x, y) => {
  const reach = Math.hypot(x - 120, y - 110);
  const grain = Math.imul(x * 7919 + y, 0x9e3779b1) >>> 29;
  if (reach < 80) return [240 - reach + grain, 60 + x / 4 + grain, y, 255];
  const shadow = Math.max(0, 110 - Math.hypot(x - 120, (y - 130) * 1.2));
  return [10, 10, 30, Math.min(255, Math.round(shadow * 3))];
});
/** 1 / 2.2 in steps of 100,000, and 300 dpi. */
const [GAMMA, RESOLUTION] = [
  Buffer.from('0000b18f', 'hex'),
  Buffer.from('00002e2300002e2301', 'hex'),
];

/** Returns the file with chunks after its header. */
function withChunks(file: Uint8Array, ...chunks: readonly Uint8Array[]): Buffer {
  const end = 8 + 25;
  return Buffer.concat([file.subarray(0, end), ...chunks, file.subarray(end)]);
}

/** Stripes of one px whose colors have nothing to do with each other: no palette of 256 looks like them. */
const STRIPES = png(120, 120, (x, y) => [(x * 97) & 255, (y * 61) & 255, (x * y * 7) & 255]);

const exactBytes = async (file: Uint8Array) =>
  (await makeAsset({ file, recipe: { format: 'png' } })).file.length;

async function leastBytes(file: Uint8Array, mostBytes: number): Promise<number> {
  return await makeAsset({ file, recipe: { format: 'png', mostBytes } }).then(
    () => assert.fail('made'),
    (error: unknown) => {
      assert.ok(error instanceof CheckError && error.problem.kind === 'too-heavy');
      assert.equal(error.problem.mostBytes, mostBytes);
      return error.problem.leastBytes;
    },
  );
}

describe('a PNG under a limit', () => {
  test('keeps every pixel if all colors fit', async () => {
    const mostBytes = await exactBytes(BALL);
    const made = await makeAsset({ file: BALL, recipe: { format: 'png', mostBytes } });
    assert.ok(made.file.length <= mostBytes);
    assert.equal(made.colors, undefined);
    assert.deepEqual(await decodeEightBits(made.file), await decodeEightBits(BALL));
  });

  test('has as many colors as fit, states how many, and looks like the image', async () => {
    const mostBytes = Math.floor((await exactBytes(BALL)) * 0.85);
    const made = await makeAsset({ file: BALL, recipe: { format: 'png', mostBytes } });
    assert.ok(made.file.length <= mostBytes);
    assert.ok(made.colors !== undefined && made.colors <= 256);
    const [before, after] = [await decodeEightBits(BALL), await decodeEightBits(made.file)];
    assert.ok(similarity(before, after) >= 0.97);
    assert.ok(largestColorShift(before, after) <= 4);
    const used = new Set(new Uint32Array(after.data.buffer, after.data.byteOffset, 240 * 240));
    assert.ok(used.size <= made.colors, `${used.size} of ${made.colors}`);
    assert.ok(used.size > made.colors / 2, `${used.size} of ${made.colors}`);
  });

  test('is refused with the weight of the lightest one that looks right', async () => {
    const least = await leastBytes(BALL, 500);
    const made = await makeAsset({ file: BALL, recipe: { format: 'png', mostBytes: least } });
    assert.ok(made.file.length <= least);
    assert.ok(made.colors !== undefined);
  });

  test('is refused if no palette looks like the image, and the weight is that of all colors', async () => {
    const exact = await exactBytes(STRIPES);
    assert.equal(await leastBytes(STRIPES, exact - 1), exact);
  });

  test('keeps its gamma, its resolution, and its label, and passes ExifTool', async () => {
    const file = withChunks(BALL, pngChunk('gAMA', GAMMA), pngChunk('pHYs', RESOLUTION));
    const recipe = {
      format: 'png',
      mostBytes: Math.floor((await exactBytes(BALL)) * 0.85),
    } as const;
    const labeling = { known: 'trainedAlgorithmicMedia' } as const;
    const made = await makeAsset({ file, recipe, labeling });
    assert.ok(made.colors !== undefined);
    assert.equal(readProvenance(made.file).sourceType, 'trainedAlgorithmicMedia');
    assert.deepEqual(
      readAppearance(made.file, 'png').chunks?.map(({ type }) => type),
      ['gAMA', 'pHYs'],
    );
    assert.equal((await exiftool('a.png', made.file))['ExifTool:Validate'], '0 0 0');
  });

  test('is described with its number of colors', () => {
    const made: PreparedImage = {
      ...{ uri: 'file:///a.png', name: 'a.png', source: 'b.png', bytes: 9000, format: 'png' },
      ...{ width: 9, height: 9, isEnlarged: false, frames: 1, doubts: [], losesCredentials: false },
      colors: 64,
    };
    const say = (...all: readonly PreparedImage[]) =>
      describePrepared({ made: all, failed: [] }, t);
    assert.match(say(made), /\. Reduced to 64 colors to fit the limit\.$/);
    const { colors, ...exact } = made;
    assert.equal(colors, 64);
    assert.match(say(made, exact), /Reduced to fewer colors to fit the limit: a\.png\.$/);
    assert.doesNotMatch(say(exact), /colors/);
  });
});
