import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PUBLISHED } from '../../../src/route/statements/published.ts';
import { sourceAddress } from '../../../src/routePage/sources.ts';

test('an id leads only to a page of the catalog or the statements', () => {
  assert.ok(PUBLISHED.every(({ source }) => source.startsWith('https://')));
  assert.match(sourceAddress('0')!, /^https:\/\//);
  for (const id of ['', '-1', '99999', '9999', 'https://evil.example', '0x0', 'constructor']) {
    assert.equal(sourceAddress(id), undefined, id);
  }
});
