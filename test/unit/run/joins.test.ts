import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { actionKey, Joins } from '../../../src/run/joins.ts';

const MARK = { kind: 'rectangle', x: 1, y: 2, width: 3, height: 4 } as const;

describe('the key of an action', () => {
  test('is the same whatever the order of its options', () => {
    const one = actionKey({ prompt: 'p', model: 'm', images: ['file:///a.png'] });
    assert.equal(actionKey({ images: ['file:///a.png'], model: 'm', prompt: 'p' }), one);
    assert.notEqual(one, undefined);
  });

  test('differs for other options, another count, and another marked region', () => {
    const keys = [
      actionKey({ prompt: 'p' }),
      actionKey({ prompt: 'q' }),
      actionKey({ prompt: 'p', count: 2 }),
      actionKey({ prompt: 'p', gateway: 'own' }),
      actionKey({ prompt: 'p' }, [MARK]),
      actionKey({ prompt: 'p' }, [{ ...MARK, x: 2 }]),
    ];
    assert.equal(new Set(keys).size, keys.length);
  });

  test('ignores properties that are no options', () => {
    assert.equal(actionKey({ prompt: 'p', groupId: 1 }), actionKey({ prompt: 'p' }));
  });

  test('is missing for options that are not valid', () => {
    for (const options of [undefined, {}, { prompt: ' ' }, { prompt: 'p', count: 99 }]) {
      assert.equal(actionKey(options), undefined);
    }
  });
});

describe('joins', () => {
  test('run work without a key every time', async () => {
    const joins = new Joins<number>();
    let runs = 0;
    const work = async () => (runs += 1);
    assert.deepEqual(
      await Promise.all([joins.join(undefined, work), joins.join(undefined, work)]),
      [1, 2],
    );
  });

  test('forget work that fails, so that the next call starts again', async () => {
    const joins = new Joins<string>();
    await assert.rejects(
      joins.join('k', () => Promise.reject(new Error('first'))),
      /first/,
    );
    assert.equal(await joins.join('k', async () => 'second'), 'second');
  });
});
