import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { carriesKey, redact, redactFacts } from '../../../src/text/redact.ts';

const KEY = 'canary-Key+/=7f3a "quoted"~';
/** A key whose base64 ends with two signs of padding. */
const PADDED = 'abcdefg';

const SPELLINGS: Readonly<Record<string, string>> = {
  plain: KEY,
  'URL-encoded': encodeURIComponent(KEY),
  'in a query': new URLSearchParams({ key: KEY }).toString().slice('key='.length),
  base64: Buffer.from(KEY).toString('base64'),
  'base64 without padding': Buffer.from(KEY).toString('base64').replace(/=+$/, ''),
  JSON: JSON.stringify(KEY).slice(1, -1),
  reversed: Array.from(KEY).reverse().join(''),
};

describe('threat-T23 a key is removed', () => {
  for (const [name, spelling] of Object.entries(SPELLINGS)) {
    test(`spelled ${name}, as often as it occurs`, () => {
      const clean = redact(`before ${spelling} between ${spelling} after`, [KEY]);
      assert.ok(!clean.includes(spelling));
      assert.match(clean, /^before •••=* between •••=* after$/);
    });
  }

  test('in every spelling of every key in use', () => {
    const other = 'another-secret';
    assert.equal(redact(`${KEY} ${other}`, [KEY, other]), '••• •••');
  });

  test('for any key, in any text around it', () => {
    const key = fc
      .string({ minLength: 8, maxLength: 60, unit: 'grapheme-ascii' })
      .map((text) => `k${text}y`);
    fc.assert(
      fc.property(key, fc.string(), fc.string(), (secret, before, after) => {
        assert.ok(!redact(`${before}${secret}${after}`, [secret]).includes(secret));
      }),
      { numRuns: 1000 },
    );
  });

  test('with the base64 of a key that needs padding, whatever follows it', () => {
    const base64 = Buffer.from(PADDED).toString('base64');
    assert.match(base64, /==$/);
    assert.equal(redact(`${base64.slice(0, -2)}XY`, [PADDED]), '•••XY');
    assert.equal(redact('a=b', [PADDED]), 'a=b');
  });
});

describe('a text that is no key', () => {
  test('stays if it is shorter than a key', () => {
    assert.equal(redact('abc and abcd', ['abc']), 'abc and abcd');
    assert.equal(redact('abc and abcd', ['abcd']), 'abc and •••');
    assert.equal(redact('anything', ['']), 'anything');
  });
});

describe('threat-T23 a key that is not in use is removed by its shape', () => {
  test('as a query parameter, and the address keeps its other parts', () => {
    assert.equal(
      redact('POST https://gw.example/v1beta/models/m:generateContent?key=abc123&x=1', []),
      'POST https://gw.example/v1beta/models/m:generateContent?key=•••&x=1',
    );
    assert.equal(
      redact('https://gw.example/?a=1&KEY=abc "next"', []),
      'https://gw.example/?a=1&KEY=••• "next"',
    );
  });

  test('beginning with sk- and at least eight characters more', () => {
    assert.equal(redact('Bearer sk-abcdefgh12345678 end', []), 'Bearer ••• end');
    assert.equal(redact('sk-12345678', []), '•••');
    assert.equal(redact('sk-1234567', []), 'sk-1234567');
    assert.equal(redact('risk-12345678', []), 'risk-12345678');
  });

  test('beginning with AIza and at least twenty characters more', () => {
    const twenty = 'SyA-1234567890abcdef';
    assert.equal(twenty.length, 20);
    assert.equal(redact(`AIza${twenty}`, []), '•••');
    assert.equal(redact(`AIza${twenty.slice(1)}`, []), `AIza${twenty.slice(1)}`);
  });

  test('and a text that only begins like a key stays', () => {
    assert.equal(redact('nothing here: sk-, key, AIza', []), 'nothing here: sk-, key, AIza');
  });
});

describe('carriesKey', () => {
  test('finds a key in every spelling', () => {
    for (const [name, spelling] of Object.entries(SPELLINGS)) {
      assert.equal(carriesKey(`https://x.example/?a=${spelling}&b`, [KEY]), true, name);
    }
  });

  test('finds any of several keys, and nothing in a text without one', () => {
    assert.equal(carriesKey(`?key=${KEY}`, ['another-secret', KEY]), true);
    assert.equal(carriesKey('https://x.example/?key=no', ['another-secret', KEY]), false);
    assert.equal(carriesKey(`?key=${KEY}`, []), false);
  });

  test('ignores a header’s secret that is too short to be one, as most addresses contain it', () => {
    const url = 'https://cdn.example/a/1/2026/eu7f.png?sig=c2hvcnQ%3D&x=11e';
    for (const secret of ['', '1', 'a', 'eu', '11e', '/']) {
      assert.equal(carriesKey(url, [secret]), false, secret);
    }
  });

  test('finds a short secret only as a whole word, in any spelling', () => {
    for (const secret of ['2026', 'ab12', 'eu-west']) {
      assert.equal(carriesKey(`https://cdn.example/x${secret}/y.png`, [secret]), false, secret);
      assert.equal(carriesKey(`https://cdn.example/${secret}9/y.png`, [secret]), false, secret);
      assert.equal(carriesKey(`https://cdn.example/?t=x${secret}&t=${secret}`, [secret]), true);
      const base64 = Buffer.from(secret).toString('base64');
      assert.equal(carriesKey(`https://cdn.example/?t=${base64}`, [secret]), true, base64);
    }
    assert.equal(carriesKey('https://cdn.example/éabcd/y.png', ['abcd']), false);
  });

  test('finds a secret of eight characters within a longer word', () => {
    assert.equal(carriesKey('https://cdn.example/xabcdefghx', ['abcdefgh']), true);
    assert.equal(carriesKey('https://cdn.example/xabcdefgx', ['abcdefg']), false);
  });
});

describe('redactFacts', () => {
  test('removes keys from every string, however deep', () => {
    const facts = {
      text: `a ${KEY}`,
      list: [KEY, { deep: [`${KEY}!`] }],
      nested: { url: `https://x.example/?key=${encodeURIComponent(KEY)}` },
    };
    assert.deepEqual(redactFacts(facts, [KEY]), {
      text: 'a •••',
      list: ['•••', { deep: ['•••!'] }],
      nested: { url: 'https://x.example/?key=•••' },
    });
    assert.equal(redactFacts(KEY, [KEY]), '•••');
  });

  test('keeps everything that is not a string', () => {
    const facts = { count: 7, done: true, none: null, missing: undefined, list: [1, null] };
    assert.deepEqual(redactFacts(facts, [KEY]), facts);
    assert.deepEqual(redactFacts([undefined], [KEY]), [undefined]);
    assert.equal(redactFacts(null, [KEY]), null);
    assert.equal(redactFacts(7, [KEY]), 7);
  });
});
