import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { checkHeaderSecret, checkKey, unwrapKey } from '../../../src/request/key.ts';
import { refused } from '../../support/expect.ts';

describe('checkKey', () => {
  test('removes surrounding white space', () => {
    assert.equal(checkKey('  sk-1234\n'), 'sk-1234');
  });

  for (const text of [
    '"sk-1234abcd"',
    "'sk-1234abcd'",
    '`sk-1234abcd`',
    '“sk-1234abcd”',
    '<sk-1234abcd>',
    'Bearer sk-1234abcd',
    'bearer  "sk-1234abcd"',
    'Authorization: Bearer sk-1234abcd',
    'x-goog-api-key: sk-1234abcd',
    '-H "x-goog-api-key: sk-1234abcd"',
    "--header 'Authorization: Bearer sk-1234abcd'",
    'key=sk-1234abcd',
    '?key=sk-1234abcd',
    'https://gw.example/v1beta/models?alt=sse&key=sk-1234abcd',
    'export GEMINI_API_KEY=sk-1234abcd',
    'export GEMINI_API_KEY="sk-1234abcd";',
    'GOOGLE_API_KEY = sk-1234abcd',
    'set API_TOKEN=sk-1234abcd',
    'setx GEMINI_API_KEY sk-1234abcd',
    "$env:GEMINI_API_KEY='sk-1234abcd'",
    '"apiKey": "sk-1234abcd",',
    'api_key: sk-1234abcd',
    '\u200bsk-1234abcd\ufeff\r\n',
    '\u202a sk-1234abcd \u202c',
  ]) {
    test(`report-D2 takes the key out of ${JSON.stringify(text)}`, () => {
      assert.equal(checkKey(text), 'sk-1234abcd');
      assert.equal(unwrapKey(text), 'sk-1234abcd');
    });
  }

  for (const key of [
    'abckeydef==',
    'key-with-dashes',
    'AQ.Ab8_c-d',
    'a:b:c',
    'tokens',
    'Bearer',
    'x=y=z',
  ]) {
    test(`report-D2 leaves the key ${key} as it is`, () => {
      assert.equal(checkKey(key), key);
    });
  }

  for (const [text, position] of [
    ['"sk-12 34"', 6],
    ['Bearer sk-1\u200b2', 5],
    ['export KEY=sk-1\n2', 5],
  ] as const) {
    test(`report-D2 refuses ${JSON.stringify(text)} by the position in the key`, () => {
      assert.deepEqual(
        refused(() => checkKey(text)),
        { kind: 'bad-key', position },
      );
    });
  }

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

test('report-D4 a header’s secret keeps its own prefix and spaces, and may have no line break', () => {
  assert.equal(checkHeaderSecret(' Bearer abc def\n'), 'Bearer abc def');
  assert.equal(checkHeaderSecret('"abc"'), 'abc');
  for (const [text, position] of [
    ['a\nb', 2],
    ['añb', 2],
    ['', 1],
  ] as const) {
    assert.deepEqual(
      refused(() => checkHeaderSecret(text)),
      { kind: 'bad-key', position, isHeader: true },
    );
  }
});
