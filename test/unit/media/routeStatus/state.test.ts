import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countRoutes, filterRoutes, parseSavedState } from '../../../../media/routeStatus/state.ts';
import { toStatusView } from '../../../../src/routePage/view.ts';
import { readerAt } from '../../../support/localization.ts';
import { APRIL_1, FLASH_31, tableAt } from '../../routePage/tableRig.ts';

test('the filter matches every word in gateway, model, operation, or state', () => {
  const view = toStatusView(tableAt(APRIL_1), readerAt(APRIL_1));
  assert.equal(filterRoutes(view, ' '), view.gateways);
  const found = filterRoutes(view, 'CRAZY flash edit down');
  assert.deepEqual(
    found.map(({ id }) => id),
    ['crazyrouter'],
  );
  assert.ok(found[0]!.routes.some(({ model }) => model === FLASH_31));
  assert.ok(found[0]!.routes.every(({ state, operation }) => state === 'down' && operation === 'edit')); // prettier-ignore
  assert.equal(countRoutes(filterRoutes(view, 'no such route')), 0);
});

test('saved state is restored, and anything invalid becomes an empty filter', () => {
  assert.deepEqual(parseSavedState(structuredClone({ filter: 'x' })), { filter: 'x' });
  for (const garbage of [undefined, null, 7, 'x', {}, { filter: 7 }]) {
    assert.deepEqual(parseSavedState(garbage), { filter: '' });
  }
});
