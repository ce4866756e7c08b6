import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findGateway, listGateways } from '../../../src/catalog/configuredGateways.ts';
import { describeRejected, describeUnusable } from '../../../src/messages/gatewayEntries.ts';
import { translate as t } from '../../support/localization.ts';
import { refused } from '../../support/expect.ts';

const SETTING = [
  { id: 'plain', baseUrl: 'http://gateway.example' },
  { id: 'odd', baseUrl: 'my gateway' },
  { id: 'typo', baseurl: 'https://gateway.example' },
  { id: 'fine', baseUrl: 'https://gateway.example' },
  { id: 'No Id' },
  'nothing',
  { id: 'number', baseUrl: 7 },
  { id: 'style', baseUrl: 'https://gateway.example', auth: 'basic' },
  { id: 'ids', baseUrl: 'https://gateway.example', models: { 'nano-banana': 7 } },
  { id: 'named', baseUrl: 'https://gateway.example', label: 7 },
  { id: 'login', baseUrl: 'https://me:secret@gateway.example' },
  { id: 'wire', baseUrl: 'https://gateway.example', api: 'openai' },
  { id: 'host', baseUrl: 'https://gateway.example', headers: { Host: 'evil.example' } },
  { id: 'list', baseUrl: 'https://gateway.example', headers: ['x-team'] },
  { id: 'size', baseUrl: 'https://gateway.example', maxRequestBytes: 1.5 },
  { id: 'keyed', baseUrl: 'https://gateway.example', apiKey: 'sk-abcdefgh12345678' },
  {
    id: 'header',
    baseUrl: 'https://gateway.example',
    headers: { 'x-team': 'blue', 'X-Pass': 'Bearer sk-abcdefgh12345678' },
  },
  {
    id: 'own-header',
    baseUrl: 'https://gateway.example',
    headers: { Authorization: 'Bearer sk-abcdefgh12345678' },
  },
  {
    id: 'both',
    baseUrl: 'https://gateway.example',
    apiKey: 'sk-abcdefgh12345678',
    headers: { 'X-Pass': 'sk-abcdefgh12345678' },
  },
  {
    id: 'name',
    baseUrl: 'https://gateway.example',
    headers: { 'sk-abcdefgh12345678': 'sk-abcdefgh12345678' },
  },
];

test('reports each invalid entry by its gateway or its place, and what is wrong with it', () => {
  const { gateways, problems } = listGateways(SETTING);
  assert.deepEqual(
    gateways.slice(4).map(({ id }) => id),
    ['fine'],
  );
  assert.deepEqual(
    problems.map(({ problem }) => describeRejected(problem, t)),
    [
      'The base URL of plain must use https. Only this machine and private networks can use http. This gateway is ignored.',
      'The base URL of odd must start with https://, or with http:// on this machine or a private network. This gateway is ignored.',
      'easel.gateways[2]: unknown property “baseurl”. Valid properties are id, label, baseUrl, auth, api, headers, models, maxRequestBytes. This entry is ignored.',
      'easel.gateways[4]: id can have up to 40 characters: a-z, 0-9, and -. Example: my-gateway. This entry is ignored.',
      'easel.gateways[5] must be an object with id and baseUrl. This entry is ignored.',
      'easel.gateways[6]: baseUrl must start with https://, or with http:// on this machine or a private network. This entry is ignored.',
      'easel.gateways[7]: auth must be query, bearer, x-goog-api-key, or none. This entry is ignored.',
      "easel.gateways[8]: models must map model IDs to this gateway's own IDs. This entry is ignored.",
      'easel.gateways[9]: label must be a string. This entry is ignored.',
      "The base URL of login can't contain a user name or password. This gateway is ignored.",
      'easel.gateways[11]: api must be gemini or vertex. This entry is ignored.',
      "easel.gateways[12]: the header “Host” can't be sent. Values must be printable ASCII in one line, and Easel itself sets headers about the key, the body, and the connection. This entry is ignored.",
      'easel.gateways[13]: headers must map up to 20 header names to their values. This entry is ignored.',
      'easel.gateways[14]: maxRequestBytes must be a whole number of bytes, 1000 or more. This entry is ignored.',
      'The settings for keyed contain an API key. Remove it and use the Set API Key command. This gateway is ignored.',
      'The header X-Pass of header contains an API key. Replace the key with ${secret}, and enter it with the Set API Key command. This gateway is ignored.',
      'The settings for own-header contain an API key. Remove it and use the Set API Key command. This gateway is ignored.',
      'The settings for both contain an API key. Remove it and use the Set API Key command. This gateway is ignored.',
      'The settings for name contain an API key. Remove it and use the Set API Key command. This gateway is ignored.',
    ],
  );
});

test('says why the gateway that easel.gateway names cannot be used', () => {
  const listed = listGateways(SETTING);
  const typo = refused(() => findGateway('typo', listed));
  assert.equal(typo.kind, 'bad-setting');
  assert.match(describeUnusable(typo, t), /^easel\.gateways\[2\]: unknown property “baseurl”/);
  const missing = refused(() => findGateway('absent', listed));
  assert.equal(
    describeUnusable(missing, t),
    'easel.gateway is set to “absent”, but no gateway has this ID.',
  );
});
