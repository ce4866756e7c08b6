import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { keyOwner } from '../../../src/catalog/credentials.ts';
import { BUILT_IN_GATEWAYS } from '../../../src/catalog/gateways.ts';
import { findGateway, listGateways } from '../../../src/catalog/configuredGateways.ts';
import { normalizeBaseUrl } from '../../../src/catalog/baseUrl.ts';
import { CheckError } from '../../../src/errors.ts';
import { endpoint } from '../../../src/request/endpoint.ts';
import { MAX_COUNT } from '../../../src/run/plan/maxCount.ts';
import { parseRunOptions } from '../../../src/run/plan/options.ts';
import { parseSettings, SETTING_NAMES } from '../../../src/run/plan/settings.ts';
import { refused } from '../../support/expect.ts';
import { filesWith, ROOT } from '../../support/sources.ts';

const KEY = 'sk-canary-0123456789abcdef';

interface Manifest {
  readonly dependencies?: object;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly extensionDependencies?: readonly string[];
  readonly extensionPack?: readonly string[];
  readonly activationEvents: readonly string[];
  readonly capabilities: {
    readonly untrustedWorkspaces: {
      readonly supported: unknown;
      readonly restrictedConfigurations: readonly string[];
    };
  };
  readonly contributes: {
    readonly configuration: {
      readonly properties: Readonly<Record<string, { readonly scope?: string }>>;
    };
  };
}
const manifest = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as Manifest;
const settings = manifest.contributes.configuration.properties;

describe('the settings of a workspace', () => {
  test("threat-T01 cannot change where keys go, how long a run may take, and what photos say, because their scope is the user's", () => {
    const own = Object.keys(settings).filter((name) => settings[name]?.scope === 'application');
    assert.deepEqual(own.sort(), [
      'easel.gateways',
      'easel.photos.stripLocation',
      'easel.requestTimeout',
    ]);
  });

  test('threat-T02 apply only when the workspace is trusted', () => {
    const { supported, restrictedConfigurations } = manifest.capabilities.untrustedWorkspaces;
    assert.equal(supported, 'limited');
    const open = Object.keys(settings).filter((name) => settings[name]?.scope === 'window');
    assert.deepEqual([...restrictedConfigurations].sort(), open.sort());
    assert.deepEqual(
      Object.keys(settings)
        .map((name) => name.replace('easel.', ''))
        .sort(),
      [...SETTING_NAMES].sort(),
      'a setting that is missing from the manifest has no scope',
    );
  });

  for (const [given, ms] of [
    [0, 600_000],
    [-5, 600_000],
    [0.5, 1000],
    [1e9, 3_600_000],
    [Infinity, 600_000],
    ['600', 600_000],
  ] as const) {
    test(`threat-T02 requestTimeout ${String(given)} becomes ${ms} ms`, () => {
      assert.equal(parseSettings({ requestTimeout: given }).requestTimeoutMs, ms);
    });
  }

  test('threat-T02 a count beyond the limit is refused', () => {
    for (const count of [MAX_COUNT + 1, 1e9, 0, -1, 1.5, Infinity]) {
      assert.equal(refused(() => parseRunOptions({ prompt: 'x', count })).kind, 'bad-options');
    }
  });

  test('threat-T02 values of the wrong type are treated as unset', () => {
    const wild = Object.fromEntries(SETTING_NAMES.map((name) => [name, { toString: 1 }]));
    assert.deepEqual(parseSettings(wild), { ...parseSettings({}), gateways: wild['gateways'] });
  });
});

describe('a key', () => {
  test('threat-T03 never comes from the environment, which no part of Easel reads', () => {
    assert.deepEqual(
      filesWith(/process\W{1,3}env|'(?:node:)?process'/, 'src/**/*.ts', 'media/**/*.ts'),
      [],
    );
  });

  for (const [url, why] of [
    ['http://gateway.example', 'not-https'],
    ['http://8.8.8.8', 'not-https'],
    ['http://172.32.0.1', 'not-https'],
    ['http://127.0.0.1.evil.example', 'not-https'],
    ['http://localhost.evil.example', 'not-https'],
    ['ftp://gateway.example', 'malformed'],
    ['javascript:alert(1)', 'malformed'],
    ['https://user:pass@gateway.example', 'credentials'],
    [`https://gateway.example/?key=${KEY}`, 'key'],
    [`https://gateway.example/#${KEY}`, 'key'],
  ] as const) {
    test(`threat-T04 is not sent to the base URL ${url.replace(KEY, '…')}: ${why}`, () => {
      const problem = refused(() => normalizeBaseUrl(url, 'mine'));
      assert.deepEqual(problem, { kind: 'bad-base-url', gateway: 'mine', why });
    });
  }

  test('threat-T04 is sent only after the certificate is checked: nothing turns the check off', () => {
    const off = /rejectUnauthorized|NODE_TLS_REJECT|checkServerIdentity|secureProtocol/;
    assert.deepEqual(filesWith(off, 'src/**/*.ts'), []);
  });

  test('threat-T22 is in exactly one place, and in the address only where the gateway documents it', () => {
    const byQuery = BUILT_IN_GATEWAYS.filter(({ auth }) => auth === 'query').map(({ id }) => id);
    assert.deepEqual(byQuery, ['crazyrouter']);
    for (const auth of ['query', 'bearer', 'x-goog-api-key'] as const) {
      const { url, headers } = endpoint({
        baseUrl: 'https://gateway.example',
        auth,
        modelId: 'm',
        key: KEY,
      });
      assert.equal(url.href.includes(KEY), auth === 'query');
      const wire = [url.href, ...Object.values(headers)].join('\n');
      assert.equal(wire.split(KEY).length - 1, 1, 'in one place');
    }
  });

  test('threat-T24 has no setting', () => {
    const names = JSON.stringify(settings).match(/"(?:[\w.]*(?:key|token|secret|password))":/gi);
    assert.equal(names, null);
  });

  const withKey = {
    'in the base URL of an entry': { id: 'mine', baseUrl: `https://gateway.example/${KEY}` },
    'in the label of an entry': {
      id: 'mine',
      baseUrl: 'https://gateway.example',
      label: `mine ${KEY}`,
    },
    'in a property of its own': { id: 'mine', baseUrl: 'https://gateway.example', apiKey: KEY },
    'in a model ID of an entry': {
      id: 'mine',
      baseUrl: 'https://gateway.example',
      models: { m: KEY },
    },
    'in the entry of a built-in gateway': { id: 'google', key: `AIza${'x'.repeat(35)}` },
  };
  for (const [where, entry] of Object.entries(withKey)) {
    test(`threat-T24 ${where} disables the gateway`, () => {
      const listed = listGateways([entry]);
      assert.ok(!listed.gateways.some(({ id }) => id === entry.id));
      assert.throws(
        () => findGateway(entry.id, listed),
        (error) => {
          assert.ok(error instanceof CheckError);
          assert.deepEqual(error.problem, {
            kind: 'bad-base-url',
            gateway: entry.id,
            why: 'key',
          });
          return true;
        },
      );
    });
  }

  test('threat-T01 of a built-in gateway is not used for another address under its ID', () => {
    const [mine] = listGateways([
      { id: 'google', baseUrl: 'https://evil.example' },
    ]).gateways.filter(({ id }) => id === 'google');
    assert.ok(mine);
    assert.deepEqual(keyOwner(mine), { gateway: 'google', origin: 'https://evil.example' });
  });
});

describe('the supply chain', () => {
  test('threat-T30 installs nothing with Easel, and pins every tool', () => {
    assert.deepEqual(manifest.dependencies ?? {}, {});
    assert.deepEqual(manifest.extensionDependencies ?? [], []);
    assert.deepEqual(manifest.extensionPack ?? [], []);
    for (const [name, version] of Object.entries(manifest.devDependencies)) {
      assert.match(version, /^\d+\.\d+\.\d+$/, name);
    }
  });

  test('threat-T30 has no code that starts a program or runs a text', () => {
    const run = /child_process|\beval\(|new Function\(|vm'|\.runInThisContext/;
    assert.deepEqual(filesWith(run, 'src/**/*.ts', 'media/**/*.ts'), []);
  });
});
