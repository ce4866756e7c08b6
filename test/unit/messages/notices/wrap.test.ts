import assert from 'node:assert/strict';
import { test } from 'node:test';
import { wrapText } from '../../../../src/messages/notices/wrap.ts';

test('breaks a line between words and keeps every word', () => {
  const text = 'one two three four five six';
  const lines = wrapText(text, 10);
  assert.deepEqual(lines, ['one two', 'three four', 'five six']);
  assert.equal(lines.join(' '), text);
});

test('keeps short lines, empty lines, and words that are longer than a line', () => {
  assert.deepEqual(wrapText('short', 10), ['short']);
  assert.deepEqual(wrapText('', 10), ['']);
  assert.deepEqual(wrapText('a verylongfilename.png b', 8), ['a', 'verylongfilename.png', 'b']);
});

test('indents the rest of a list item', () => {
  assert.deepEqual(wrapText('- cat.png is incomplete', 12), ['- cat.png is', '  incomplete']);
});
