import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { sanitize } from '../../../src/text/sanitize.ts';
import { redact } from '../../../src/text/redact.ts';

/** Links as VS Code finds them in the text of a notice: a label, a target that opens or runs something, a title. */
const LINK = /\[([^\]]+)\]\(((?:https?:\/\/|command:|file:)[^)\s]+)(?: (["'])(.+?)(\3))?\)/i;

const RUNS = { numRuns: 1000 };

describe('foreign text is shown as text', () => {
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

  test('of nothing at all: any mix of brackets, schemes and invisible characters', () => {
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

  test('no control, bidi or zero-width character is left, and it is never longer than asked', () => {
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

  test('a cut falls between characters', () => {
    assert.equal(sanitize('🎨🎨🎨', 2), '🎨🎨…');
    assert.equal(sanitize('12345', 5), '12345');
  });

  test('of a long text the beginning alone is read: a panel shows thirty at once, on the shared thread', () => {
    assert.equal(sanitize(`a${' '.repeat(100_000)}b`, 4), 'a…');
    assert.equal(sanitize(`${' '.repeat(100_000)}a b${' '.repeat(100_000)}`, 4), 'a b');
  });
});

describe('keys are taken out', () => {
  const KEY = 'canary-Key+/=7f3a "quoted"';

  const spellings: readonly (readonly [string, string])[] = [
    ['plain', KEY],
    ['URL-encoded', encodeURIComponent(KEY)],
    ['base64', Buffer.from(KEY).toString('base64')],
    ['JSON', JSON.stringify(KEY).slice(1, -1)],
    ['reversed', Array.from(KEY).reverse().join('')],
  ];
  for (const [name, spelling] of spellings) {
    test(`spelled ${name}`, () => {
      const clean = redact(`before ${spelling} after ${spelling}`, [KEY]);
      assert.ok(!clean.includes(spelling));
      assert.match(clean, /^before .* after /);
    });
  }

  test('of any key, in any text around it', () => {
    const key = fc
      .string({ minLength: 8, maxLength: 60, unit: 'grapheme-ascii' })
      .map((text) => `k${text}y`);
    fc.assert(
      fc.property(key, fc.string(), fc.string(), (secret, before, after) => {
        assert.ok(!redact(`${before}${secret}${after}`, [secret]).includes(secret));
      }),
      RUNS,
    );
  });

  test('keys that are not ours go by their shape, and addresses keep their path', () => {
    assert.equal(
      redact('POST https://gw.example/v1beta/models/m:generateContent?key=abc123&x=1', []),
      'POST https://gw.example/v1beta/models/m:generateContent?key=•••&x=1',
    );
    assert.ok(!redact('Bearer sk-abcdefgh12345678', []).includes('abcdefgh'));
    assert.ok(!redact('AIzaSyA-1234567890abcdefghijklmnop', []).includes('SyA-123456'));
  });

  test('what is no key stays', () => {
    assert.equal(redact('nothing here: sk-, key, AIza', ['abc']), 'nothing here: sk-, key, AIza');
  });
});
