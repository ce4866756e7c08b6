import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import * as fc from 'fast-check';
import { CLOSED, reduceBreaker } from '../../../../src/route/breaker/breaker.ts';
import {
  breakerAt,
  breakerKey,
  parseBreakers,
  serializeBreakers,
  withBreaker,
} from '../../../../src/route/breaker/breakers.ts';
import { after, ended, HOUR, NOW, step } from './breakerRig.ts';

describe('the breaker file', () => {
  const key = breakerKey('https://crazyrouter.com', 'm');
  const down = after(ended('route_unavailable', NOW));

  test('a damaged entry counts as closed and does not affect the others', () => {
    for (const text of [
      '',
      '{',
      'null',
      '{"format":2,"breakers":[]}',
      '{"format":1,"breakers":{}}',
    ]) {
      assert.equal(parseBreakers(text).size, 0);
    }
    const forever = [key, { ...down, openMs: 1e12 }];
    const other = breakerKey('https://api.routescope.ai', 'm');
    const text = JSON.stringify({ format: 1, breakers: [null, ['x'], forever, [other, down]] });
    assert.deepEqual([...parseBreakers(text)], [[other, down]]);
  });

  test('never throws, whatever the file contains', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (any) => {
        assert.doesNotThrow(() => parseBreakers(any));
      }),
    );
  });

  test('no stored breaker stays open for longer than an hour', () => {
    const value = fc.oneof(fc.double(), fc.maxSafeInteger(), fc.constant(null));
    fc.assert(
      fc.property(value, (openMs) => {
        const text = JSON.stringify({ format: 1, breakers: [[key, { ...down, openMs }]] });
        const isValid = typeof openMs === 'number' && openMs >= 0 && openMs <= HOUR;
        // JSON has no -0.
        const stored = openMs === 0 ? 0 : openMs;
        assert.equal(parseBreakers(text).get(key)?.openMs, isValid ? stored : undefined);
      }),
      { examples: [[-0], [0], [HOUR], [HOUR + 1], [-1]] },
    );
  });

  test('keys keep origin and model apart', () => {
    assert.notEqual(breakerKey('https://a', 'b"c'), breakerKey('https://a"b', 'c'));
  });

  test('keeps recent breakers, up to the limit', () => {
    const lately = withBreaker(new Map(), key, down, NOW + HOUR);
    assert.equal(breakerAt(lately, key), down);
    assert.equal(withBreaker(lately, key, CLOSED, NOW + HOUR).size, 0);
    assert.equal(withBreaker(lately, 'other', CLOSED, NOW + 25 * HOUR).size, 0);
    let many = lately;
    for (let index = 1; index <= 300; index += 1) {
      const opened = after(ended('route_unavailable', NOW + index));
      many = withBreaker(many, breakerKey('https://h', `m${index}`), opened, NOW + 300);
    }
    assert.equal(many.size, 200);
    assert.equal(many.has(key), false);
    assert.equal(many.has(breakerKey('https://h', 'm300')), true);
  });

  test('restores every breaker unchanged', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1 }), (steps) => {
        const breaker = steps.reduce(
          (state, { wait, jitter, ...facts }) =>
            reduceBreaker(state, { kind: 'ended', at: NOW + wait, ...facts }, jitter),
          CLOSED,
        );
        const key = breakerKey('https://crazyrouter.com', 'm');
        const read = parseBreakers(serializeBreakers(new Map([[key, breaker]])));
        assert.deepEqual(breakerAt(read, key), breaker);
      }),
    );
  });
});
