import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { regionInstruction } from '../../../../src/image/region/regionReference.ts';
import { exif, jpeg, png, type Color } from '../../../support/image/images.ts';
import {
  isBluish,
  isReddish,
  scene,
  SCENE,
  usePractice,
  type AskOptions,
  type DecodedImage,
} from '../../../support/practice/usePractice.ts';

const practice = usePractice();
const edit = (prompt: string, options: AskOptions = {}): Promise<DecodedImage> =>
  practice.image(prompt, { images: [SCENE], ...options });

const BLUE = png(90, 96, [30, 60, 200]);

describe('Practice changes the background', () => {
  const prompts = [
    'Edit this image: change the background to blue and keep the main square visible. Return image output.',
    'Ändere den Hintergrund auf Blau',
    '背景を青に変えて',
    '把背景改成蓝色',
    'Change le fond en bleu',
    'Cambia el fondo a azul',
    'Cambia lo sfondo in blu',
  ];
  for (const prompt of prompts) {
    test(`for “${prompt}”`, async () => {
      const { width, height, at } = await edit(prompt);
      assert.deepEqual([width, height], [288, 192]);
      assert.ok(isBluish(at(0, 0)) && isBluish(at(287, 0)) && isBluish(at(210, 96)));
      assert.ok(isReddish(at(144, 96)) && isReddish(at(110, 62)));
    });
  }

  test('to transparent if the prompt removes it', async () => {
    const { at } = await edit('remove the background');
    assert.equal(at(0, 0)[3], 0);
    assert.deepEqual(at(144, 96), [200, 30, 30, 255]);
  });
});

describe('Practice moves the blue spot', () => {
  /** Prompt, expected size in px, and where the spot is then. */
  const prompts: readonly (readonly [string, readonly number[], readonly [number, number]])[] = [
    ['flip horizontally', [288, 192], [287 - 36, 36]],
    ['mirror it', [288, 192], [287 - 36, 36]],
    ['flip vertically', [288, 192], [36, 191 - 36]],
    ['rotate 90 degrees', [192, 288], [191 - 36, 36]],
    ['rotate 180', [288, 192], [287 - 36, 191 - 36]],
    ['rotate by 270 degrees', [192, 288], [36, 287 - 36]],
    ['rotate 90 degrees counterclockwise', [192, 288], [36, 287 - 36]],
    ['flip horizontally and then rotate 180', [288, 192], [36, 191 - 36]],
    ['flip horizontally and vertically', [288, 192], [287 - 36, 191 - 36]],
    ['a vertical banner: flip it', [288, 192], [287 - 36, 36]],
    ['turn it upside down', [288, 192], [287 - 36, 191 - 36]],
    ['180度回転', [288, 192], [287 - 36, 191 - 36]],
    ['旋转270度', [192, 288], [36, 287 - 36]],
    ['um 90 Grad drehen', [192, 288], [191 - 36, 36]],
    ['90度回転', [192, 288], [191 - 36, 36]],
    ['上下反転', [288, 192], [36, 191 - 36]],
  ];
  for (const [prompt, size, spot] of prompts) {
    test(`for “${prompt}”`, async () => {
      const { width, height, at } = await edit(prompt);
      assert.deepEqual([width, height], size);
      assert.deepEqual(at(...spot), [30, 60, 200, 255]);
    });
  }
});

describe('Practice changes colors and sharpness', () => {
  test('to gray for “make it black and white”', async () => {
    const [red, green, blue] = (await edit('make it black and white')).at(144, 96);
    assert.ok(red === green && green === blue && red < 120);
  });

  test('to their opposites for “invert the colors”', async () => {
    assert.deepEqual((await edit('invert the colors')).at(144, 96), [55, 225, 225, 255]);
  });

  test('for “warmer”, “cooler”, “brighten”, “darker” and “tint it red”', async () => {
    const gray = png(64, 64, [120, 120, 120]);
    const colorAfter = async (prompt: string): Promise<Color> =>
      (await practice.image(prompt, { images: [gray] })).at(2, 2);
    const [warm, cool, light, dark, red] = [
      await colorAfter('make it warmer'),
      await colorAfter('cooler please'),
      await colorAfter('brighten'),
      await colorAfter('darker'),
      await colorAfter('tint it red'),
    ];
    assert.ok(warm[0] > 130 && warm[2] < 110);
    assert.ok(cool[2] > 130 && cool[0] < 110);
    assert.ok(light[0] > 140 && dark[0] < 100);
    assert.ok(red[0] > red[2] + 50);
  });

  test('to a soft edge for “blur it”', async () => {
    const [, green] = (await edit('blur it')).at(108, 96);
    assert.ok(green > 40 && green < 250);
  });

  test('to blocks for “pixelate”', async () => {
    const { at } = await edit('pixelate');
    assert.deepEqual(at(105, 57), at(106, 58));
  });

  test('in the order of the prompt', async () => {
    const { width, at } = await edit(
      'change the background to yellow, then rotate 90 and invert it',
    );
    assert.equal(width, 192);
    const [red, green, blue] = at(2, 2);
    assert.ok(blue > 200 && red < 40 && green < 80);
  });
});

describe('Practice sizes the result', () => {
  test('by cropping to the aspect ratio', async () => {
    const config = { imageConfig: { aspectRatio: '1:1' } };
    const { width, height, at } = await edit('grayscale', { config });
    assert.deepEqual([width, height], [192, 192]);
    assert.equal(at(96, 96)[0], at(96, 96)[1]);
  });

  test('by putting several images side by side, the source first', async () => {
    const { width, height, at } = await edit('flip vertically', { images: [SCENE, BLUE] });
    assert.deepEqual([width, height], [288 + 180, 192]);
    assert.ok(isReddish(at(144, 96)) && isBluish(at(300, 30)));
  });

  test('by turning a JPEG upright', async () => {
    const photo = jpeg(288, 192, scene, 95);
    const turned = Buffer.concat([photo.subarray(0, 2), exif(6), photo.subarray(2)]);
    const { width, height, at } = await edit('brighten', { images: [turned] });
    assert.deepEqual([width, height], [192, 288]);
    const [red, , blue] = at(191 - 36, 36);
    assert.ok(blue > 200 && red < 140);
  });
});

describe('for a marked region, Practice', () => {
  const prompt = `grayscale\n\n${regionInstruction('magenta')}`;
  const source = png(64, 48, [200, 40, 40]);
  const mark = png(64, 48, [255, 0, 255]);

  test('edits the whole source, and follows no words of the region instruction', async () => {
    const { width, height, at } = await edit(prompt, { images: [source, mark] });
    assert.deepEqual([width, height], [64, 48]);
    const [red, green, blue] = at(32, 4);
    assert.ok(red === green && green === blue, 'gray, and not tinted as the mark is');
  });

  test('leaves references aside', async () => {
    const { width, height } = await edit(prompt, { images: [source, BLUE, mark] });
    assert.deepEqual([width, height], [64, 48]);
  });
});
