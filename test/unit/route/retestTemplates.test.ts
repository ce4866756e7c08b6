import assert from 'node:assert/strict';
import { test } from 'node:test';
import { decode } from 'fast-png';
import { inspectImage } from '../../../src/image/formats/inspect.ts';
import { RETEST } from '../../../src/route/retestTemplates.ts';

test('the retest image is a complete PNG of 64 px with a centered red square of 32 px', () => {
  const bytes = RETEST.edit.image!.bytes;
  const facts = inspectImage(bytes);
  assert.deepEqual(
    [facts?.type, facts?.width, facts?.height, facts?.isWhole],
    ['png', 64, 64, true],
  );
  const { data, channels } = decode(bytes);
  let red = 0;
  for (let y = 0; y < 64; y += 1) {
    for (let x = 0; x < 64; x += 1) {
      const inside = x >= 16 && x < 48 && y >= 16 && y < 48;
      const start = (y * 64 + x) * channels;
      const expected = inside ? [220, 20, 20] : [255, 255, 255];
      assert.deepEqual([...data.slice(start, start + 3)], expected);
      red += Number(inside);
    }
  }
  assert.equal(red, 1024);
});

test("the retest prompts are those of Crazyrouter's pages", () => {
  assert.equal(
    RETEST.edit.prompt,
    'Edit this image: change the background to blue and keep the main square visible. Return image output.',
  );
  assert.equal(
    RETEST.generate.prompt,
    'Generate an IMAGE of a simple red square on a white background. Return image output.',
  );
  assert.equal(RETEST.generate.image, undefined);
});
