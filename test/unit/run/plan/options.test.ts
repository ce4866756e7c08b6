import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { CheckError } from '../../../../src/errors.ts';
import { parseRunOptions } from '../../../../src/run/plan/options.ts';
import { refused } from '../../../support/expect.ts';

describe('options from outside', () => {
  test("are accepted without what isn't an option", () => {
    assert.deepEqual(
      parseRunOptions({ prompt: 'x', count: 3, key: 'sk-secret', __proto__: { y: 1 } }),
      { prompt: 'x', count: 3 },
    );
  });

  test("can't mark a region, which only the panel can", () => {
    const region = [{ kind: 'rectangle', x: 0, y: 0, width: 1, height: 1 }];
    assert.deepEqual(parseRunOptions({ prompt: 'p', region }), { prompt: 'p' });
  });

  for (const [value, problem] of [
    [undefined, { kind: 'bad-options', where: '' }],
    [{ prompt: 7 }, { kind: 'bad-options', where: 'prompt' }],
    [{ prompt: ' \n' }, { kind: 'no-prompt' }],
    [
      { prompt: 'x', images: [''] },
      { kind: 'bad-options', where: 'images.0' },
    ],
    [
      { prompt: 'x', count: 9 },
      { kind: 'bad-options', where: 'count' },
    ],
    [
      { prompt: 'x', count: 0 },
      { kind: 'bad-options', where: 'count' },
    ],
    [
      { prompt: 'x', count: 1.5 },
      { kind: 'bad-options', where: 'count' },
    ],
    [
      { prompt: 'x', model: {} },
      { kind: 'bad-options', where: 'model' },
    ],
  ] as const) {
    test(`are refused as ${problem.kind}: ${JSON.stringify(value)}`, () => {
      assert.deepEqual(
        refused(() => parseRunOptions(value)),
        problem,
      );
    });
  }

  test('are parsed or refused with a CheckError, whatever they are', () => {
    fc.assert(
      fc.property(
        fc.anything({ withNullPrototype: true, withMap: true, withBigInt: true }),
        (value) => {
          try {
            assert.equal(typeof parseRunOptions(value).prompt, 'string');
          } catch (error) {
            assert.ok(error instanceof CheckError);
          }
        },
      ),
      { numRuns: 1000 },
    );
  });
});
