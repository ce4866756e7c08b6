import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readAddress, type Address } from '../../../src/catalog/pastedAddress.ts';
import { keyFor, replacePasted, withPastedKey } from '../../../src/catalog/pastedSecret.ts';

const KEY = 'sk-e2e-0123456789abcdef';
const URL = 'https://gw.example/v1beta/models/x:generateContent';

function at(text: string, key?: string): Address {
  const address = readAddress(text);
  assert.ok(typeof address === 'object');
  return { ...address, ...(key !== undefined && { key }) };
}

describe('what a box shows in place of a pasted text', () => {
  const pasted = { key: KEY, origin: 'https://gw.example' };
  for (const [text, expected] of [
    [`${URL}?key=${KEY}`, { shown: URL, pasted }],
    [`gw.example/v1?key=${KEY}`, { shown: 'https://gw.example/v1', pasted }],
    [`curl ${URL} -H "x-goog-api-key: ${KEY}"`, { shown: URL, pasted }],
    [`curl ${URL} -H "x-goog-api-key: $K"`, { shown: URL }],
    [`curl ${URL}?key=YOUR_KEY`, { shown: URL }],
    // An address that can't be used stays, but no key with it.
    [`curl https://gw.example/${KEY}`, { shown: '' }],
    [`curl "$BASE_URL/v1" -H "x-api-key: ${KEY}"`, { shown: '' }],
    [`curl http://gw.example?key=${KEY}`, { shown: 'http://gw.example/' }],
    [`curl http://gw.example/v1 -H "x-api-key: ${KEY}"`, { shown: 'http://gw.example/v1' }],
    [`curl https://me:${KEY}@gw.example/v1`, { shown: 'https://gw.example/v1' }],
    // The rest stays, with what Easel says about it.
    [URL, undefined],
    [`${URL}?key=YOUR_KEY`, undefined],
    [`https://gw.example/${KEY}`, undefined],
    ['curl', undefined],
    ['', undefined],
  ] as const) {
    test(`“${text}”`, () => {
      assert.deepEqual(replacePasted(text), expected);
    });
  }
});

test('a key that was pasted with an address stays with its origin', () => {
  const pasted = { key: KEY, origin: 'https://gw.example' };
  assert.equal(withPastedKey(at('gw.example/proxy'), pasted).key, KEY);
  assert.equal(withPastedKey(at('gw.example', 'own'), pasted).key, 'own');
  assert.equal(withPastedKey(at('gw.example'), undefined).key, undefined);
  for (const other of ['gw.example:8443', 'evil.example', 'gw.example.evil.example'])
    assert.equal(withPastedKey(at(other), pasted).key, undefined, other);
});

describe('the key after an address was entered', () => {
  const plain = at('gw.example');
  const own = at('gw.example', KEY);
  for (const [name, current, earlier, address, key] of [
    ['is the pasted one', '', undefined, own, KEY],
    ['is the one that the caller gave', 'given', undefined, plain, 'given'],
    ['is empty without one', '', undefined, plain, ''],
    ['stays as it was typed', 'typed', plain, at('other.example'), 'typed'],
    ['stays as it was corrected', 'typed', own, own, 'typed'],
    ['is the newly pasted one', 'typed', own, at('gw.example', 'new'), 'new'],
    ['is dropped if it was pasted with another address', KEY, own, at('other.example'), ''],
  ] as const) {
    test(name, () => {
      assert.equal(keyFor(current, earlier, address), key);
    });
  }
});
