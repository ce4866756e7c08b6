/** Assets from real files to real files, in this process. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { inflateSync } from 'node:zlib';
import { makeAsset } from '../../../src/assets/makeAsset.ts';
import type { Recipe } from '../../../src/assets/recipe.ts';
import { readProvenance } from '../../../src/image/provenance/readProvenance.ts';
import { similarity } from '../../../src/assets/pixels/similarity.ts';
import { CheckError } from '../../../src/errors.ts';
import { decodeEightBits } from '../../../src/image/decode/decodeImage.ts';
import { inspectImage } from '../../../src/image/formats/inspect.ts';
import { readAppearance } from '../../../src/image/metadata/appearance.ts';
import { manifest, store, withCredentials } from '../../support/image/credentials.ts';
import { photo } from '../../support/image/photos.ts';
import { jpeg, photoLikePng, png } from '../../support/image/images.ts';

const PHOTO = photoLikePng(400, 300, 60);

async function pixelsOf(file: Uint8Array, recipe: Recipe) {
  const made = await makeAsset({ file, recipe });
  const pixels = await decodeEightBits(made.file);
  assert.deepEqual([pixels.width, pixels.height], [made.width, made.height]);
  const at = (x: number, y: number) => {
    const from = (y * pixels.width + x) * 4;
    return [...pixels.data.subarray(from, from + 4)];
  };
  return { ...made, pixels, at };
}

describe('an asset', () => {
  for (const format of ['png', 'jpeg', 'webp'] as const) {
    test(`is a whole ${format} of exactly the size`, async () => {
      const recipe = { width: 120, height: 63, format };
      const { file, width, height, isEnlarged } = await makeAsset({ file: PHOTO, recipe });
      const facts = inspectImage(file);
      assert.deepEqual(
        [facts?.type, facts?.width, facts?.height, facts?.isWhole],
        [format, 120, 63, true],
      );
      assert.deepEqual([width, height, isEnlarged], [120, 63, false]);
    });
  }

  test('has the type of the image by default, and PNG for a type that is only read', async () => {
    assert.equal((await makeAsset({ file: jpeg(), recipe: {} })).format, 'jpeg');
    assert.equal((await makeAsset({ file: PHOTO, recipe: {} })).format, 'png');
  });

  test('keeps every pixel of an image whose size and type stay', async () => {
    const { pixels } = await pixelsOf(PHOTO, {});
    assert.deepEqual(pixels, await decodeEightBits(PHOTO));
  });

  test('is padded with transparency, which is white in a JPEG', async () => {
    const red = png(20, 10, [255, 0, 0]);
    const recipe = { width: 20, height: 20, fit: 'contain' } as const;
    const padded = await pixelsOf(red, recipe);
    assert.deepEqual(padded.at(10, 0), [0, 0, 0, 0]);
    assert.deepEqual(padded.at(10, 10), [255, 0, 0, 255]);
    const flat = await pixelsOf(red, { ...recipe, format: 'jpeg' });
    assert.ok(flat.at(0, 0).every((sample) => sample >= 250));
  });

  test('keeps the profile of its colors in every format', async () => {
    const file = photo('displayP3.jpg');
    const { profile } = readAppearance(file, 'jpeg');
    assert.ok(profile && profile.length > 128);
    for (const format of ['jpeg', 'webp'] as const) {
      const made = await makeAsset({ file, recipe: { format, width: 32 } });
      assert.equal(inspectImage(made.file)?.isWhole, true, format);
      assert.deepEqual(readAppearance(made.file, format).profile, profile, format);
    }
    const { file: asPng } = await makeAsset({ file, recipe: { format: 'png', width: 32 } });
    const chunk = readAppearance(asPng, 'png').chunks?.find(({ type }) => type === 'iCCP');
    // A name, two bytes, and the profile.
    const packed = chunk?.bytes.subarray(8 + 'ICC'.length + 2, -4);
    assert.deepEqual(packed && inflateSync(packed), Buffer.from(profile));
  });

  test('is made from the first frame, and counts the others', async () => {
    const file = photo('anim.gif');
    assert.ok((await makeAsset({ file, recipe: { width: 16 } })).frames > 1);
    assert.equal((await makeAsset({ file: PHOTO, recipe: { width: 16 } })).frames, 1);
  });

  test('is refused as a WebP if a side is longer than that type can state', async () => {
    const file = png(2, 1);
    const recipe = { width: 16_384, height: 1, format: 'webp' } as const;
    await assert.rejects(
      makeAsset({ file, recipe }),
      (error: unknown) => error instanceof CheckError && error.problem.kind === 'no-pixels',
    );
    assert.equal((await makeAsset({ file, recipe: { ...recipe, width: 16_383 } })).width, 16_383);
  });

  test('is refused if it would have more pixels than Easel decodes', async () => {
    await assert.rejects(
      makeAsset({ file: PHOTO, recipe: { width: 16_000, height: 16_000 } }),
      (error: unknown) => error instanceof CheckError && error.problem.kind === 'no-pixels',
    );
  });
});

describe('scaling', () => {
  test('mixes black and white lines to the gray of half the light, as a screen far away does', async () => {
    const lines = png(64, 64, (_x, y) => (y % 2 === 0 ? [0, 0, 0] : [255, 255, 255]));
    const { at } = await pixelsOf(lines, { width: 16 });
    // Half of the light is 188 in sRGB (IEC 61966-2-1); the mean of the values would be 128.
    for (const sample of at(8, 8).slice(0, 3)) assert.ok(Math.abs(sample - 188) <= 2, `${sample}`);
  });

  test('lets no color bleed out of transparent pixels', async () => {
    const hidden = png(64, 64, (x) => (x < 32 ? [255, 255, 255, 255] : [0, 255, 0, 0]));
    const { pixels } = await pixelsOf(hidden, { width: 13 });
    for (let at = 0; at < pixels.data.length; at += 4) {
      const [red = 0, green = 0, , alpha = 0] = pixels.data.subarray(at, at + 4);
      if (alpha > 8) assert.ok(green - red <= 2, `${red} ${green} ${alpha}`);
    }
  });

  test('keeps a plain color exactly', async () => {
    const { pixels } = await pixelsOf(png(100, 75, [8, 162, 24]), { width: 33 });
    for (let at = 0; at < pixels.data.length; at += 4) {
      assert.deepEqual([...pixels.data.subarray(at, at + 4)], [8, 162, 24, 255]);
    }
  });

  test('enlarges only on request, and says so', async () => {
    const { isEnlarged, width } = await pixelsOf(PHOTO, { width: 800 });
    assert.deepEqual([isEnlarged, width], [true, 800]);
  });
});

describe('a limit of bytes', () => {
  const heaviest = async (format: 'jpeg' | 'webp') =>
    (await makeAsset({ file: PHOTO, recipe: { format, quality: 95 } })).file.length;

  for (const format of ['jpeg', 'webp'] as const) {
    test(`is kept with the best quality that it allows: ${format}`, async () => {
      const full = await heaviest(format);
      const mostBytes = Math.floor(full * 0.7);
      const { file, pixels } = await pixelsOf(PHOTO, { format, mostBytes });
      assert.ok(file.length <= mostBytes);
      assert.ok(file.length > mostBytes * 0.85, `${file.length} of ${mostBytes}`);
      assert.ok(similarity(await decodeEightBits(PHOTO), pixels) >= 0.92);
    });

    test(`that would damage the image is refused with the weight that wouldn't: ${format}`, async () => {
      const recipe = { format, mostBytes: 400 };
      const least = await makeAsset({ file: PHOTO, recipe }).then(
        () => assert.fail('made'),
        (error: unknown) => {
          assert.ok(error instanceof CheckError && error.problem.kind === 'too-heavy');
          assert.equal(error.problem.mostBytes, 400);
          return error.problem.leastBytes;
        },
      );
      const made = await makeAsset({ file: PHOTO, recipe: { format, mostBytes: least } });
      assert.ok(made.file.length <= least);
    });
  }

  test('makes a WebP by default', async () => {
    const recipe = { mostBytes: await heaviest('webp') };
    assert.equal((await makeAsset({ file: PHOTO, recipe })).format, 'webp');
  });
});

describe('the label of an asset', () => {
  const AI = 'trainedAlgorithmicMedia';
  const recipe = { width: 64 };
  const label = async (file: Uint8Array, labeling?: { readonly known?: typeof AI }) =>
    readProvenance((await makeAsset({ file, recipe, labeling })).file).sourceType;

  test('is what the image says of itself, or what Easel knows of it', async () => {
    assert.equal(await label(withCredentials(PHOTO), {}), AI);
    assert.equal(await label(PHOTO, { known: AI }), AI);
  });

  test('is missing for a photo, also if its Content Credentials say that it is one', async () => {
    assert.equal(await label(PHOTO, {}), undefined);
    const camera = withCredentials(PHOTO, store(manifest('digitalCapture')));
    assert.equal(await label(camera, {}), undefined);
    assert.equal((await makeAsset({ file: camera, recipe })).losesCredentials, true);
  });

  for (const format of ['png', 'jpeg', 'webp'] as const) {
    test(`leaves every pixel of a ${format} as it is, and adds nothing when it is off`, async () => {
      const file = withCredentials(PHOTO);
      const plain = await makeAsset({ file: PHOTO, recipe: { ...recipe, format } });
      const off = await makeAsset({ file, recipe: { ...recipe, format }, labeling: undefined });
      const on = await makeAsset({ file, recipe: { ...recipe, format }, labeling: {} });
      assert.deepEqual(off.file, plain.file);
      assert.notDeepEqual(on.file, plain.file);
      assert.deepEqual(await decodeEightBits(on.file), await decodeEightBits(plain.file));
    });
  }

  test('counts for the limit of its bytes', async () => {
    const usual = { format: 'jpeg', width: 200 } as const;
    const { length: mostBytes } = (await makeAsset({ file: PHOTO, recipe: usual })).file;
    const limited = { ...usual, mostBytes, quality: 90 };
    const made = await makeAsset({ file: PHOTO, recipe: limited, labeling: { known: AI } });
    assert.ok(made.file.length <= mostBytes);
    assert.equal(readProvenance(made.file).sourceType, AI);
  });
});
