import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AuthStyle } from '../../../src/catalog/gateways.ts';
import { authorized, endpoint } from '../../../src/request/endpoint.ts';

const MODEL = 'gemini-3.1-flash-image-preview';
const PATH = `/v1beta/models/${MODEL}:generateContent`;
const KEY = 'sk-canary+/=&?#key';
const PARTS = { baseUrl: 'https://gw.example', modelId: MODEL };
const PLAIN_HEADERS = { 'content-type': 'application/json', 'accept-encoding': 'gzip' };

/** Each auth style, with what it adds to the address and to the headers. */
const PLACES: Readonly<Record<AuthStyle, { search: string; headers: Record<string, string> }>> = {
  query: { search: `?key=${encodeURIComponent(KEY)}`, headers: {} },
  bearer: { search: '', headers: { authorization: `Bearer ${KEY}` } },
  'x-goog-api-key': { search: '', headers: { 'x-goog-api-key': KEY } },
  none: { search: '', headers: {} },
};
const STYLES = Object.keys(PLACES) as readonly AuthStyle[];

describe('endpoint', () => {
  for (const auth of STYLES) {
    const { search, headers: extra } = PLACES[auth];
    test(`puts the key in the place of auth style ${auth} and in no other`, () => {
      const { url, headers } = endpoint({ ...PARTS, auth, key: KEY });
      assert.equal(url.href, `https://gw.example${PATH}${search}`);
      assert.deepEqual(headers, { ...PLAIN_HEADERS, ...extra });
    });

    test(`leaves auth style ${auth} without a key as it is`, () => {
      const { url, headers } = endpoint({ ...PARTS, auth, key: undefined });
      assert.equal(url.href, `https://gw.example${PATH}`);
      assert.deepEqual(headers, PLAIN_HEADERS);
    });
  }

  test('keeps the query of an address that gets the key', () => {
    const { url } = authorized({
      address: 'https://gw.example/list?pageSize=9',
      headers: {},
      auth: 'query',
      key: KEY,
    });
    assert.deepEqual(
      [...url.searchParams],
      [
        ['pageSize', '9'],
        ['key', KEY],
      ],
    );
  });

  for (const [id, path] of [
    ['models/a b?x#y', 'a%20b%3Fx%23y'],
    ['google/gemini-2.5-flash-image', 'google/gemini-2.5-flash-image'],
    ['../../../../evil', 'evil'],
    ['a/./b//../c', 'a/b/c'],
    ['%2e%2e/x', '%252e%252e/x'],
    ['...', '...'],
  ] as const) {
    test(`keeps the free-text id ${id} in its place in the path`, () => {
      const { url } = endpoint({
        baseUrl: 'https://gw.example/gemini',
        auth: 'none',
        modelId: id,
        key: undefined,
      });
      assert.equal(url.href, `https://gw.example/gemini/v1beta/models/${path}:generateContent`);
    });
  }
});
