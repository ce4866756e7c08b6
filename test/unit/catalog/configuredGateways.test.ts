import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  findGateway,
  GATEWAY_FIELDS,
  listGateways,
} from '../../../src/catalog/configuredGateways.ts';
import { BUILT_IN_GATEWAYS, type Gateway } from '../../../src/catalog/gateways.ts';
import { describeNote } from '../../../src/messages/gatewayEntries.ts';
import { translate as t } from '../../support/localization.ts';
import { refused } from '../../support/expect.ts';

function gateway(id: string, setting: unknown = []): Gateway {
  return findGateway(id, listGateways(setting));
}

describe('an entry of easel.gateways', () => {
  test('with a built-in id changes only the fields that it names', () => {
    const changed = gateway('crazyrouter', [
      { id: 'crazyrouter', baseUrl: 'https://eu.crazyrouter.example/v1beta' },
    ]);
    const { site, ...usual } = gateway('crazyrouter');
    assert.ok(site);
    assert.deepEqual(changed, { ...usual, baseUrl: 'https://eu.crazyrouter.example' });
  });

  test('keeps the protocol of a built-in gateway at another address, but neither its usage page nor that it is free', () => {
    const own = { baseUrl: undefined, site: undefined, free: undefined };
    for (const id of ['google', 'routescope', 'practice']) {
      const usual = gateway(id);
      const moved = gateway(id, [{ id, baseUrl: 'https://other.example', auth: usual.auth }]);
      assert.deepEqual([moved.site, moved.free], [undefined, undefined], id);
      assert.deepEqual({ ...moved, ...own }, { ...usual, ...own });
      const renamed = gateway(id, [{ id, label: 'Mine' }]);
      assert.deepEqual(renamed, { ...usual, label: 'Mine' });
    }
  });

  test('with the id of one built-in gateway at the host of another speaks as the host does', () => {
    const { baseUrl, inlineSpelling, site } = gateway('routescope');
    const moved = gateway('google', [{ id: 'google', baseUrl, auth: 'bearer' }]);
    assert.deepEqual([moved.inlineSpelling, moved.site], [inlineSpelling, site]);
    assert.equal(moved.defaultModel, undefined);
  });

  test('at the host of a built-in gateway has its facts under an id of its own', () => {
    const { baseUrl, site, defaultModel, maxRequestBytes } = gateway('google');
    const work = gateway('work', [{ id: 'work', baseUrl }]);
    assert.ok(site !== undefined && defaultModel !== undefined);
    assert.deepEqual(
      [work.label, work.site, work.defaultModel, work.maxRequestBytes],
      ['work', site, defaultModel, maxRequestBytes],
    );
    const limited = gateway('work', [{ id: 'work', baseUrl, maxRequestBytes: 5000 }]);
    assert.equal(limited.maxRequestBytes, 5000);
  });

  test('is never free, unless it only renames Practice', () => {
    const free = listGateways([]).gateways.filter((one) => one.free);
    assert.deepEqual(
      free.map(({ id }) => id),
      ['practice'],
    );
    const moved = [{ id: 'practice', baseUrl: 'https://other.example', auth: 'bearer' }];
    assert.equal(gateway('practice', moved).free, undefined);
    assert.equal(gateway('practice', [{ id: 'practice', label: 'Mine' }]).free, true);
  });

  test('needs a base URL when its id is new', () => {
    assert.deepEqual(
      refused(() => gateway('own', [{ id: 'own' }])),
      { kind: 'bad-base-url', gateway: 'own', why: 'missing' },
    );
  });

  test('gets the usual values for the fields that it omits', () => {
    assert.deepEqual(gateway('own', [{ id: 'own', baseUrl: 'https://own.example' }]), {
      id: 'own',
      label: 'own',
      baseUrl: 'https://own.example',
      auth: 'bearer',
      inlineSpelling: 'inlineData',
      models: {},
      maxRequestBytes: 28 * 1024 * 1024,
    });
  });

  test('may have these fields', () => {
    assert.deepEqual(GATEWAY_FIELDS, [
      'id',
      'label',
      'baseUrl',
      'auth',
      'api',
      'headers',
      'models',
      'maxRequestBytes',
    ]);
  });

  test('with an unknown field is refused by the name of the field', () => {
    const setting = [{ id: 'own', baseUrl: 'https://own.example', atuh: 'bearer' }];
    assert.deepEqual(
      refused(() => gateway('own', setting)),
      { kind: 'bad-setting', setting: 'easel.gateways[0]', why: 'atuh', gateway: 'own' },
    );
  });

  test('that is invalid affects no other, and a built-in gateway is refused rather than used unchanged', () => {
    const setting = [
      { id: 'BAD ID', baseUrl: 'https://a.example' },
      'nonsense',
      { id: 'google', baseUrl: 'http://evil.example' },
      { id: 'own', baseUrl: 'https://own.example', auth: 'x-goog-api-key' },
    ];
    assert.equal(gateway('own', setting).auth, 'x-goog-api-key');
    assert.deepEqual(
      refused(() => gateway('google', setting)),
      { kind: 'bad-base-url', gateway: 'google', why: 'not-https' },
    );
    assert.deepEqual(
      listGateways(setting).problems.map(({ problem }) => problem),
      [
        { kind: 'bad-setting', setting: 'easel.gateways[0]', why: 'id' },
        { kind: 'bad-setting', setting: 'easel.gateways[1]', why: '' },
        { kind: 'bad-base-url', gateway: 'google', why: 'not-https' },
      ],
    );
  });

  for (const setting of [undefined, null, 7, 'x', {}]) {
    test(`isn't read from a setting of another type: ${JSON.stringify(setting)}`, () => {
      const { gateways, problems } = listGateways(setting);
      assert.deepEqual(gateways, BUILT_IN_GATEWAYS);
      assert.deepEqual(problems, []);
    });
  }
});

const own = { id: 'own', baseUrl: 'https://own.example' };

describe('the API of an entry', () => {
  test('report-D6 is Vertex AI where the entry or its address says so, with the key in Google’s header', () => {
    for (const entry of [
      { baseUrl: 'https://own.example', api: 'vertex' },
      { baseUrl: 'https://own.example/v1/publishers/google/models/x:generateContent' },
      { baseUrl: 'https://aiplatform.googleapis.com' },
    ]) {
      assert.equal(gateway('own', [{ id: 'own', ...entry }]).api, 'vertex', entry.baseUrl);
    }
    const google = gateway('own', [{ id: 'own', baseUrl: 'https://aiplatform.googleapis.com' }]);
    assert.equal(google.auth, 'x-goog-api-key');
    const plain = [{ ...own, api: 'gemini', baseUrl: 'https://aiplatform.googleapis.com' }];
    assert.equal(gateway('own', plain).api, undefined, 'the entry decides');
  });

  test('report-D6 an express key in the settings disables the gateway', () => {
    const label = `AQ.${'Ab8-_'.repeat(8)}`;
    assert.equal(refused(() => gateway('own', [{ ...own, label }])).kind, 'bad-base-url');
  });
});

test('report-D1 an address that is more than a base URL works, and Easel says what it understood', () => {
  const { notes } = listGateways([
    { ...own, label: 'Own', baseUrl: 'https://own.example/v1/chat/completions' },
    { id: 'google', baseUrl: 'https://other.example/v1beta' },
    { id: 'bad', baseUrl: 'my gateway' },
  ]);
  assert.deepEqual(notes, [
    { kind: 'understood', gateway: 'own', label: 'Own', baseUrl: 'https://own.example' },
  ]);
  assert.equal(
    describeNote(notes[0] ?? assert.fail(), t),
    'Easel uses https://own.example as the base URL of Own.',
  );
});

test('no selected gateway and an unknown one are two problems', () => {
  assert.deepEqual(
    refused(() => gateway('')),
    { kind: 'no-gateway' },
  );
  assert.deepEqual(
    refused(() => gateway('nope')),
    { kind: 'unknown-gateway', gateway: 'nope' },
  );
});
