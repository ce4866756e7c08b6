/** The search for the best quality, with files of known sizes and looks. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { encodeUnder, MIN_SIMILARITY } from '../../../src/assets/weight.ts';
import { CheckError } from '../../../src/errors.ts';

/** A file has a hundred bytes for each step of quality, and looks like the image from a quality on. */
function parts(rightFrom: number, best = 95) {
  const tried: number[] = [];
  return {
    tried,
    best,
    encode: async (quality: number) => {
      tried.push(quality);
      return new Uint8Array(quality * 100);
    },
    similarityOf: async ({ length }: Uint8Array) =>
      length / 100 >= rightFrom ? MIN_SIMILARITY : MIN_SIMILARITY - 0.01,
  };
}

async function refused(mostBytes: number, rightFrom: number): Promise<number> {
  return await encodeUnder(mostBytes, parts(rightFrom)).then(
    ({ quality }) => assert.fail(`made with ${quality}`),
    (error: unknown) => {
      assert.ok(error instanceof CheckError && error.problem.kind === 'too-heavy');
      assert.equal(error.problem.mostBytes, mostBytes);
      return error.problem.leastBytes;
    },
  );
}

describe('a limit of bytes', () => {
  test('gets the highest quality that fits, exactly', async () => {
    for (const [mostBytes, quality] of [
      [9499, 94],
      [4000, 40],
      [4099, 40],
      [3000, 30],
    ] as const) {
      assert.equal((await encodeUnder(mostBytes, parts(30))).quality, quality);
    }
  });

  test('is refused with the lightest file that looks right', async () => {
    assert.equal(await refused(2999, 30), 3000);
    assert.equal(await refused(99, 30), 3000);
    assert.equal(await refused(100, 2), 200);
  });

  test('is never better than asked for, and the best that was asked for is right', async () => {
    assert.equal((await encodeUnder(1_000_000, parts(30, 60))).quality, 60);
    assert.equal((await encodeUnder(1_000_000, parts(99))).quality, 95);
  });

  test('takes a dozen tries at most', async () => {
    const heavy = parts(30);
    await assert.rejects(encodeUnder(2999, heavy));
    assert.ok(heavy.tried.length <= 15, `${heavy.tried.length}`);
    const light = parts(30);
    await encodeUnder(5000, light);
    assert.ok(light.tried.length <= 7, `${light.tried.length}`);
  });
});
