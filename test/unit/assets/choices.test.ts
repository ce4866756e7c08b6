import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  FORMAT_CHOICES,
  choiceDescription,
  fitChoices,
  needsFit,
  sizeChoices,
  typeNote,
  type ChoiceSize,
} from '../../../src/assets/choices.ts';
import { choiceLabel, type WrittenType } from '../../../src/assets/formats.ts';
import { Recipe } from '../../../src/assets/recipe.ts';
import { translate as t } from '../../support/localization.ts';

const IMAGE = { width: 1376, height: 768 };

describe('the choices', () => {
  test('of sizes begin with that of the image, and all of them are valid', () => {
    const [first, ...others] = sizeChoices(IMAGE, t);
    assert.deepEqual([first?.size, first?.description], [{}, '1376 × 768 px']);
    for (const { size } of others) assert.ok(Recipe.safeParse(size).success);
    const labels = sizeChoices(IMAGE, t).map(({ label }) => label);
    assert.equal(new Set(labels).size, labels.length);
  });

  test('of another ratio begin with a crop, are valid, and ask only for a color', () => {
    const choices = fitChoices(t);
    assert.deepEqual(choices[0], {
      label: 'Crop',
      description: 'Fills the size. The edges are cut off',
      recipe: { fit: 'cover' },
    });
    for (const { recipe } of choices) assert.ok(Recipe.safeParse(recipe).success);
    const asking = choices.filter(({ asksColor }) => asksColor).map(({ label }) => label);
    assert.deepEqual(asking, ['Pad with a Color…']);
    const others = choices.filter(({ asksColor }) => !asksColor);
    assert.equal(new Set(others.map(({ recipe }) => JSON.stringify(recipe))).size, others.length);
  });

  test('of formats begin with the smallest files', () => {
    assert.deepEqual(FORMAT_CHOICES.map(choiceLabel), [
      'WebP 90',
      'WebP 80',
      'JPEG 90',
      'JPEG 80',
      'PNG',
    ]);
  });

  test('of formats say what they lose, and their size once it is known', () => {
    const described = (type: WrittenType, size: ChoiceSize) =>
      choiceDescription(size, typeNote(type, t), t);
    assert.equal(described('png', 2_300_000), '2.3 MB · Lossless');
    assert.equal(described('webp', 'unknown'), '');
    assert.equal(described('webp', 9000), '9 kB');
    assert.equal(described('jpeg', 'unknown'), 'Any transparent parts become white');
    assert.equal(described('jpeg', 'none'), 'Not available for this image');
  });
});

test('only a size of another ratio asks what to do with it', () => {
  assert.equal(needsFit(IMAGE, {}), false);
  assert.equal(needsFit(IMAGE, { width: 10 }), false);
  assert.equal(needsFit(IMAGE, { width: 688, height: 384 }), false);
  assert.equal(needsFit({ width: 1000, height: 333 }, { width: 100, height: 33 }), false);
  assert.equal(needsFit(IMAGE, { width: 1200, height: 630 }), true);
  assert.equal(needsFit(IMAGE, { width: 512, height: 512 }), true);
});
