import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { sanitize } from '../../../src/text/sanitize.ts';

/** Links as VS Code finds them in the text of a notice: a label, a target that opens or runs something, a title. */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

const RUNS = { numRuns: 1000 };

describe('threat-T14 foreign text is shown as text', () => {
  const links = [
    '[free credit](command:workbench.action.terminal.sendSequence)',
    '[x](https://evil.example "title")',
    '[x](file:///etc/passwd)',
    '[[x](command:a)](command:b)',
    '[x]\u200b(command:a)',
    '[x]\u0000(command:a)',
  ];
  for (const text of links) {
    test(`no link is left of ${JSON.stringify(text)}`, () => {
      assert.match(text.replace(/[\u200b\u0000]/g, ''), LINK);
      assert.doesNotMatch(sanitize(text), LINK);
    });
  }

  test('no link is left of any mix of brackets, schemes, and invisible characters', () => {
    const piece = fc.constantFrom(
      '[',
      ']',
      '](',
      '(',
      ')',
      'command:',
      'https://',
      'a',
      ' ',
      '\u200b',
      '\u202e',
      '\n',
      '"',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        assert.doesNotMatch(sanitize(pieces.join('')), LINK);
      }),
      RUNS,
    );
  });

  test('has no control, bidi, or zero-width character, and is never longer than asked', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }),
        fc.integer({ min: 1, max: 50 }),
        (text, longest) => {
          const shown = sanitize(text, longest);
          assert.doesNotMatch(
            shown,
            /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/,
          );
          assert.ok(Array.from(shown).length <= longest + 1);
        },
      ),
      RUNS,
    );
  });

  test('icon syntax is not drawn as an icon', () => {
    assert.equal(sanitize('$(error) cat.png'), '$ (error) cat.png');
  });

  test('is cut between characters', () => {
    assert.equal(sanitize('🎨🎨🎨', 2), '🎨🎨…');
    assert.equal(sanitize('12345', 5), '12345');
  });

  test('only the beginning of a long text is read, because a panel shows thirty of them at once', () => {
    assert.equal(sanitize(`a${' '.repeat(100_000)}b`, 4), 'a…');
    assert.equal(sanitize(`${' '.repeat(100_000)}a b${' '.repeat(100_000)}`, 4), 'a b');
  });
});
