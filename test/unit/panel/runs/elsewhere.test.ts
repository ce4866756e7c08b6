import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BUILT_IN_GATEWAYS as GATEWAYS } from '../../../../src/catalog/gateways.ts';
import { chargedElsewhere } from '../../../../src/panel/runs/elsewhere.ts';

const find = (id: string) => GATEWAYS.find((gateway) => gateway.id === id);
const [practice, google] = [find('practice'), find('google')];

test('a run is charged elsewhere if its gateway is another one that may charge', () => {
  assert.deepEqual(chargedElsewhere('practice', google, find), {
    current: google,
    earlier: practice,
  });
  assert.deepEqual(chargedElsewhere('crazyrouter', google, find), {
    current: google,
    earlier: find('crazyrouter'),
  });
});

test('asks without the earlier gateway if it is unknown or gone', () => {
  assert.deepEqual(chargedElsewhere(undefined, google, find), { current: google });
  assert.deepEqual(chargedElsewhere('removed', google, find), { current: google });
});

test('does not ask about the same gateway, a free one, or while none is selected', () => {
  assert.equal(chargedElsewhere('google', google, find), undefined);
  assert.equal(chargedElsewhere('google', practice, find), undefined);
  assert.equal(chargedElsewhere(undefined, practice, find), undefined);
  assert.equal(chargedElsewhere('google', undefined, find), undefined);
});
