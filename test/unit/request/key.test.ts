import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkKey } from '../../../src/request/key.ts';
import { refused } from '../../support/expect.ts';

describe('checkKey', () => {
  test('removes surrounding white space', () => {
    assert.equal(checkKey('  sk-1234\n'), 'sk-1234');
  });

  test('accepts every printable ASCII character, and 4096 of them', () => {
    const printable = Array.from({ length: 94 }, (_, i) => String.fromCharCode(0x21 + i)).join('');
    assert.equal(checkKey(printable), printable);
    const longest = 'k'.repeat(4096);
    assert.equal(checkKey(longest), longest);
  });

  for (const [text, position] of [
    ['sk-1234\u200b5678', 8],
    ['sk-12\n34', 6],
    ['sk-12 34', 6],
    ['ключ', 1],
    ['', 1],
    ['   ', 1],
    ['a\u0000b', 2],
    ['a\u007f', 2],
    [`a${'b'.repeat(5000)}`, 4097],
  ] as const) {
    test(`names position ${position} of ${JSON.stringify(text.slice(0, 20))}`, () => {
      assert.deepEqual(
        refused(() => checkKey(text)),
        { kind: 'bad-key', position },
      );
    });
  }
});
