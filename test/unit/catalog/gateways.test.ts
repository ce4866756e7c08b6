import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { normalizeBaseUrl } from '../../../src/catalog/baseUrl.ts';
import { findGateway, listGateways } from '../../../src/catalog/configuredGateways.ts';
import { keyOwner } from '../../../src/catalog/credentials.ts';
import { BUILT_IN_GATEWAYS } from '../../../src/catalog/gateways.ts';
import { MODELS } from '../../../src/catalog/models.ts';
import { endpoint } from '../../../src/request/endpoint.ts';

const MiB = 1 << 20;

describe('a built-in gateway', () => {
  /** What an entry of BUILT_IN_GATEWAYS needs, for everyone who adds one. */
  for (const gateway of BUILT_IN_GATEWAYS) {
    const { id, label, baseUrl, auth, models, maxRequestBytes, site } = gateway;
    test(`${id} has all that a gateway needs`, () => {
      assert.match(
        id,
        /^[a-z0-9][a-z0-9-]{0,39}$/,
        'an id that the setting easel.gateways accepts',
      );
      assert.notEqual(label.trim(), '', 'a name for users');
      assert.ok(maxRequestBytes >= 7 * MiB, 'room for an image of 5 MiB in base64');
      for (const model of Object.keys(models)) {
        assert.ok(
          MODELS.some((known) => known.id === model),
          `${model} is a model of the catalog`,
        );
      }
      assert.deepEqual(findGateway(id, listGateways([])), gateway, 'it can be selected');
      if (id === 'practice') return;
      assert.ok(baseUrl !== undefined, 'a base URL');
      assert.equal(
        normalizeBaseUrl(baseUrl, id),
        baseUrl,
        'the base URL is normalized, with https',
      );
      assert.notEqual(auth, 'none', 'a place for the key');
      assert.equal(
        keyOwner(gateway)?.origin,
        new URL(baseUrl).origin,
        'an origin that the key belongs to',
      );
      assert.match(site ?? '', /^https:\/\//, 'a page where the user sees keys and charges');
      assert.equal(gateway.free, undefined, 'only Practice is free');
      const { url, headers } = endpoint({ baseUrl, auth, modelId: 'm', key: 'sk-test' });
      const places = [url.href, ...Object.values(headers)].filter((text) =>
        text.includes('sk-test'),
      );
      assert.equal(places.length, 1, 'the key goes to one place of the request');
    });
  }

  test('has an id and a label of its own', () => {
    assert.ok(BUILT_IN_GATEWAYS.length >= 4);
    for (const field of ['id', 'label'] as const) {
      const names = BUILT_IN_GATEWAYS.map((gateway) => gateway[field].toLowerCase());
      assert.equal(new Set(names).size, names.length, field);
    }
  });

  test('is configured as its page documents it', () => {
    assert.deepEqual(
      BUILT_IN_GATEWAYS.map(({ id, baseUrl, auth, inlineSpelling }) => [
        id,
        baseUrl,
        auth,
        inlineSpelling,
      ]),
      [
        ['crazyrouter', 'https://crazyrouter.com', 'query', 'inlineData'],
        ['routescope', 'https://api.routescope.ai', 'bearer', 'inline_data'],
        ['google', 'https://generativelanguage.googleapis.com', 'x-goog-api-key', 'inlineData'],
        ['practice', undefined, 'none', 'inlineData'],
      ],
    );
  });

  test('has a key origin, except for Practice', () => {
    const origins = BUILT_IN_GATEWAYS.map((gateway) => [gateway.id, keyOwner(gateway)?.origin]);
    assert.deepEqual(origins, [
      ['crazyrouter', 'https://crazyrouter.com'],
      ['routescope', 'https://api.routescope.ai'],
      ['google', 'https://generativelanguage.googleapis.com'],
      ['practice', undefined],
    ]);
  });
});
