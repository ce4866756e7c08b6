import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseUriList } from '../../../../../media/panel/sources/uriList.ts';

test('parses a text/uri-list without its comments and empty lines', () => {
  const list = '# from the explorer\r\nfile:///w/a.png\r\n\r\nfile:///w/b.png\n';
  assert.deepEqual(parseUriList(list), ['file:///w/a.png', 'file:///w/b.png']);
  assert.deepEqual(parseUriList(''), []);
});

test('returns no more and no longer addresses than the host accepts', () => {
  assert.equal(parseUriList('file:///a\n'.repeat(500)).length, 50);
  assert.deepEqual(parseUriList(`file:///${'x'.repeat(5000)}`), []);
});
