import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GREEN, MAGENTA } from '../../../../src/assets/background/keyColors.ts';
import { parseFinishInstructions } from '../../../../src/practice/server/finishInstructions.ts';
import {
  cropInstruction,
  keyForPrompt,
  keyInstruction,
} from '../../../../src/run/finish/instructions.ts';

describe('the key color of a new image', () => {
  for (const [prompt, name] of [
    ['a red car', 'green'],
    ['eine Frau mit Hut', 'green'],
    ['a frog on a leaf', 'magenta'],
    ['ein grüner Baum', 'magenta'],
    ['緑の木', 'magenta'],
    ['зелёная лягушка', 'magenta'],
    ['pink roses with green leaves', 'blue'],
    ['advertising poster', 'green'],
    ['a street at night, slime in prose', 'green'],
    ['a blue car with pink and green stripes', 'green'],
    ['a blue tree', 'magenta'],
  ] as const) {
    test(`${prompt}: ${name}`, () => {
      assert.equal(keyForPrompt(prompt).name, name);
    });
  }
});

test('Practice follows each instruction and draws none of its words', () => {
  const crop = cropInstruction({ width: 1200, height: 630 }, '16:9');
  const prompt = ['a cat', keyInstruction(MAGENTA), crop].join('\n\n');
  const parsed = parseFinishInstructions(prompt);
  assert.equal(parsed.prompt, 'a cat');
  assert.deepEqual(parsed.key, [214, 22, 190, 255]);
  assert.ok(parsed.cropped.height > 0.05 && parsed.cropped.height < 0.2);
  assert.equal(parsed.cropped.width, 0);
  assert.match(keyInstruction(GREEN), /flat green \(#00FF00\) background/);
});

test('a prompt of the user that talks about backgrounds is no instruction', () => {
  const prompt = 'Isolate the subject on a flat green background';
  assert.deepEqual(parseFinishInstructions(prompt).prompt, prompt);
});

test('nothing is said about a crop that takes next to nothing', () => {
  assert.equal(cropInstruction({ width: 1376, height: 768 }, '16:9'), undefined);
  assert.equal(cropInstruction({ width: 5, height: 5 }, undefined), undefined);
  assert.match(
    cropInstruction({ width: 100, height: 200 }, '1:1') ?? '',
    /middle 47% of the width/,
  );
});
