import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { normalizeBaseUrl } from '../../../src/catalog/baseUrl.ts';
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
  ]) {
    test(`turns “${text}” into https://gw.example`, () => {
      assert.equal(normalizeBaseUrl(text, 'own'), 'https://gw.example');
    });
  }

  test('keeps a path before /v1beta, because one-hub serves under /gemini', () => {
    assert.equal(
      normalizeBaseUrl('https://h.example/gemini/v1beta/', 'own'),
      'https://h.example/gemini',
    );
  });

  for (const [text, why] of [
    ['', 'malformed'],
    ['gw.example', 'malformed'],
    ['ftp://gw.example', 'malformed'],
    ['https://gw.example/?key=abc', 'malformed'],
    ['https://gw.example/#x', 'malformed'],
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

  for (const [text, native] of [
    ['https://gw.example/v1/images/generations', 'https://gw.example'],
    ['https://gw.example/v1/images/edits/', 'https://gw.example'],
    ['https://gw.example/house/V1/Images', 'https://gw.example/house'],
  ] as const) {
    test(`refuses the older Images route ${text} and names the native address`, () => {
      const problem = refused(() => normalizeBaseUrl(text, 'own'));
      const why = 'images-route';
      assert.deepEqual(problem, { kind: 'bad-base-url', gateway: 'own', why, native });
      assert.equal(normalizeBaseUrl(native, 'own'), native);
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
