import assert from 'node:assert/strict';
import { test } from 'node:test';
import { isPaste } from '../../../src/text/pasted.ts';

test('a paste adds more than one character, whatever it replaces', () => {
  for (const [before, after, expected] of [
    ['', 'https://gw.example', true],
    ['https://', 'https://gw.example', true],
    ['https://gw.example/v1', 'https://other.example', true],
    ['ab', 'axyb', true],
    ['aa', 'aaaa', true],
    ['a longer text', 'curl x', true],
    ['', 'h', false],
    ['a', 'ab', false],
    ['aa', 'aaa', false],
    ['ab', 'axb', false],
    ['ab', 'cb', false],
    ['abc', '', false],
    ['abc', 'ac', false],
    ['abc', 'x', false],
    ['same', 'same', false],
    ['', '', false],
  ] as const) {
    assert.equal(isPaste(before, after), expected, `${before} → ${after}`);
  }
});
