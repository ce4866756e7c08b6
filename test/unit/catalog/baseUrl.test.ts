import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, test } from 'node:test';
import { normalizeBaseUrl } from '../../../src/catalog/baseUrl.ts';
import { readAddress } from '../../../src/catalog/pastedAddress.ts';
import { allowedHostedUrl } from '../../../src/reply/hosted/allowedUrl.ts';
import { refused } from '../../support/expect.ts';

describe('normalizeBaseUrl', () => {
  for (const text of [
    'https://gw.example',
    'https://gw.example/',
    'https://gw.example/v1beta',
    'https://gw.example/v1beta/',
    'https://gw.example/v1beta/models',
    'https://gw.example/V1BETA//',
    '  https://gw.example  ',
    'HTTPS://GW.example',
    'https://gw.example//v1beta//',
    // What documentation and other tools show: endpoints of the Gemini and the OpenAI API.
    'https://gw.example/v1',
    'https://gw.example/v1/',
    'https://gw.example/v1beta/openai',
    'https://gw.example/v1beta/openai/chat/completions',
    'https://gw.example/v1beta/models/x:generateContent',
    'https://gw.example/v1beta/models/google/x:streamGenerateContent?alt=sse',
    'https://gw.example/v1/chat/completions',
    'https://gw.example/v1/images/generations',
    'https://gw.example/V1/Images/Edits/',
    'https://gw.example/v1/models',
    'https://gw.example/v1/responses',
    'https://gw.example/v1alpha/models/x',
    'https://gw.example/v1beta/v1beta/models',
    'https://gw.example/chat/completions',
    'https://gw.example/models/x:generateContent',
    'https://gw.example/v1?api-version=2',
    'https://gw.example/v1beta/models?key=YOUR_API_KEY',
    'https://gw.example/v1beta/models?key=${GEMINI_API_KEY}',
    'https://gw.example/#/console',
    // As people copy it.
    'gw.example',
    'gw.example/v1',
    'https://https://gw.example',
    '//gw.example',
    '"https://gw.example"',
    '<https://gw.example>',
    '`https://gw.example/v1`',
    '\u200bhttps://gw.example\u200b\n',
    'BASE_URL=https://gw.example/v1',
    'export OPENAI_BASE_URL="https://gw.example/v1"',
    '"base_url": "https://gw.example/v1",',
    'POST https://gw.example/v1beta/models/x:generateContent',
    'curl -X POST https://gw.example/v1beta/models/x:generateContent',
  ]) {
    test(`report-D1 turns “${text}” into https://gw.example`, () => {
      assert.equal(normalizeBaseUrl(text, 'own'), 'https://gw.example');
    });
  }

  test('keeps a path before /v1beta, because one-hub serves under /gemini', () => {
    assert.equal(
      normalizeBaseUrl('https://h.example/gemini/v1beta/', 'own'),
      'https://h.example/gemini',
    );
  });

  for (const [text, baseUrl] of [
    ['https://h.example/proxy/google', 'https://h.example/proxy/google'],
    [
      'https://h.example/proxy/google/v1beta/models/x:generateContent',
      'https://h.example/proxy/google',
    ],
    ['https://h.example/api/v1', 'https://h.example/api'],
    // Cloudflare's AI Gateway has a version of its own in front of everything else.
    [
      'https://h.example/v1/acc/gw/google-ai-studio',
      'https://h.example/v1/acc/gw/google-ai-studio',
    ],
    [
      'https://h.example/v1/acc/gw/google-ai-studio/v1beta/models',
      'https://h.example/v1/acc/gw/google-ai-studio',
    ],
    ['https://h.example:8443/v1', 'https://h.example:8443'],
    ['h.example:8443', 'https://h.example:8443'],
    ['localhost:3000/v1', 'http://localhost:3000'],
    ['localhost', 'http://localhost'],
    ['127.0.0.1:8080', 'http://127.0.0.1:8080'],
    ['gpu-box:8000', 'http://gpu-box:8000'],
    ['[::1]:9/v1beta', 'http://[::1]:9'],
    ['::1', 'http://[::1]'],
    ['http://[fd00::1]:9/v1/models', 'http://[fd00::1]:9'],
    ['http://192.168.1.5:3000/v1/', 'http://192.168.1.5:3000'],
    ['https://[2606:4700::1111]/v1', 'https://[2606:4700::1111]'],
  ] as const) {
    test(`report-D1 turns “${text}” into ${baseUrl}`, () => {
      assert.equal(normalizeBaseUrl(text, 'own'), baseUrl);
    });
  }

  for (const [text, why] of [
    ['', 'malformed'],
    ['gw', 'malformed'],
    ['my gateway', 'malformed'],
    ['https://', 'malformed'],
    ['ftp://gw.example', 'malformed'],
    ['https://gw.example/?key=abc', 'key'],
    ['https://gw.example/v1beta/models?alt=sse&api_key=abc', 'key'],
    ['gw.example/v1?access_token=abc', 'key'],
    ['https://gw.example/sk-0123456789abcdef0', 'key'],
    ['https://me:secret@gw.example', 'credentials'],
    ['https://me@gw.example', 'credentials'],
    ['https://:secret@gw.example', 'credentials'],
    ['http://gw.example', 'not-https'],
    ['http://8.8.8.8', 'not-https'],
    ['http://172.32.0.1', 'not-https'],
    ['http://100.128.0.1', 'not-https'],
    ['http://169.254.169.254', 'not-https'],
    ['http://[2001:db8::1]', 'not-https'],
    ['http://[fe80::1]', 'not-https'],
    ['http://[2606:4700::1111]', 'not-https'],
  ] as const) {
    test(`refuses “${text}” as ${why}`, () => {
      const problem = refused(() => normalizeBaseUrl(text, 'own'));
      assert.deepEqual(problem, { kind: 'bad-base-url', gateway: 'own', why });
    });
  }

  for (const text of [
    'http://127.0.0.1:8080',
    'http://localhost:3000',
    'http://[::1]:9',
    'http://10.0.0.7',
    'http://192.168.1.5',
    'http://172.16.0.1',
    'http://gpu-box',
    'http://100.64.0.1',
    'http://[fd12:3456:789a::1]',
    'http://gw.lan',
  ]) {
    test(`allows http for the private host ${text}, to which no other gateway may point`, () => {
      assert.equal(normalizeBaseUrl(text, 'own'), text);
      const { hostname } = new URL(text);
      assert.equal(allowedHostedUrl(`https://${hostname}/a.png`, 'https://gw.example'), undefined);
    });
  }
});

describe('readAddress', () => {
  test('report-D1 takes the key out of a pasted address, and no example of one', () => {
    for (const [query, key] of [
      ['key=abc123', 'abc123'],
      ['alt=sse&api_key=abc123', 'abc123'],
      ['access_token=abc123', 'abc123'],
      ['key=YOUR_API_KEY', undefined],
      ['key=$API_KEY', undefined],
      ['key={key}', undefined],
      ['key=', undefined],
      ['model=abc', undefined],
    ] as const) {
      const address = readAddress(`https://gw.example/v1beta/models?${query}`);
      assert.ok(typeof address === 'object', query);
      assert.equal(address.key, key, query);
      assert.equal(address.baseUrl, 'https://gw.example');
    }
  });

  test('report-D6 knows an address of Vertex AI by its host or its path', () => {
    for (const text of [
      'https://aiplatform.googleapis.com',
      'aiplatform.googleapis.com/v1',
      'https://us-central1-aiplatform.googleapis.com/v1beta1',
      'https://gw.example/v1/publishers/google/models/x:generateContent',
      'https://gw.example/vertex/v1beta1/publishers/google',
    ]) {
      const address = readAddress(text);
      assert.ok(typeof address === 'object', text);
      assert.equal(address.api, 'vertex', text);
      assert.doesNotMatch(address.baseUrl, /publishers|v1/);
    }
    for (const text of [
      'https://gw.example/v1',
      'https://aiplatform.googleapis.com.evil.example',
    ]) {
      const address = readAddress(text);
      assert.ok(typeof address === 'object' && address.api === undefined, text);
    }
  });

  test('report-D1 says whether the address was a base URL already', () => {
    const isPlain = (text: string) => {
      const address = readAddress(text);
      return typeof address === 'object' && address.isPlain;
    };
    for (const text of [
      'https://gw.example',
      'https://GW.example/',
      ' https://h.example/p/v1beta/models ',
    ])
      assert.ok(isPlain(text), text);
    for (const text of ['gw.example', 'https://gw.example/v1', 'https://gw.example/?a=b'])
      assert.ok(!isPlain(text), text);
  });

  test('report-D1 never throws, and a base URL is one to itself', () => {
    const parts = fc.constantFrom(
      'https://',
      'gw.example',
      '/v1',
      '/models',
      '?key=',
      '#',
      ':80',
      ' ',
      '"',
      '[::1]',
      '//',
      '@',
    );
    const texts = fc.oneof(
      fc.string(),
      fc.webUrl({ withQueryParameters: true, withFragments: true }),
      fc.array(parts).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(texts, (text) => {
        const address = readAddress(text);
        // A path that ends like a quotation is one, once it is pasted again.
        if (typeof address === 'string' || /["'`,;>]$/.test(address.baseUrl)) return;
        assert.doesNotMatch(address.baseUrl, /[?#]|\/$/);
        const same = readAddress(address.baseUrl);
        assert.ok(typeof same === 'object');
        assert.equal(same.baseUrl, address.baseUrl);
      }),
      { numRuns: 2000 },
    );
  });
});
