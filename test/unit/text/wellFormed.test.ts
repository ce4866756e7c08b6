import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { wellFormed } from '../../../src/text/wellFormed.ts';

/** Any UTF-16, lone surrogates and controls included. */
const anyText = fc
  .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 40 })
  .map((units) => String.fromCharCode(...units));

describe('wellFormed', () => {
  for (const [name, text, expected] of [
    ['half an emoji at the end', 'a cat \ud83d', 'a cat \ufffd'],
    ['the other half at the start', '\ude00 smiles', '\ufffd smiles'],
    ['halves in the wrong order', '\ude00\ud83d', '\ufffd\ufffd'],
    ['NUL', 'a\0cat', 'acat'],
    ['escapes of a terminal', '\x1b[31mred\x07', '[31mred'],
    ['C1 controls', 'a\x9bcat', 'acat'],
    ['line breaks of Windows and of old Macs', 'a\r\nb\rc', 'a\nb\nc'],
  ] as const) {
    test(`report-E1 repairs ${name}`, () => {
      assert.equal(wellFormed(text), expected);
    });
  }

  test('report-E1 keeps line breaks, tabs, emoji, and every script', () => {
    const text = 'eins\n\tzwei 👩‍👩‍👧 👍🏽 図 العربية é';
    assert.equal(wellFormed(text), text);
  });

  test('report-E1 makes any text into one that JSON spells without escaped halves', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const fixed = wellFormed(text);
        assert.doesNotMatch(JSON.stringify(fixed), /\\u(?:d[89a-f]|00)/i);
        assert.equal(wellFormed(fixed), fixed);
        assert.equal(Buffer.from(fixed).toString(), fixed);
      }),
    );
  });
});
