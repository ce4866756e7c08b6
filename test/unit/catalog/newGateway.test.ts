import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { findGateway, listGateways } from '../../../src/catalog/configuredGateways.ts';
import {
  authCandidates,
  entryFor,
  gatewayFor,
  labelProblem,
  startModel,
  suggestId,
  suggestLabel,
  withEntry,
} from '../../../src/catalog/newGateway.ts';

const at = (baseUrl: string) => ({ baseUrl });

test('a name is refused with a reason: it is empty, or it contains a key', () => {
  for (const [text, problem] of [
    ['', 'empty'],
    [' \t', 'empty'],
    ['sk-e2e-0123456789abcdef', 'key'],
    ['Relay (sk-e2e-0123456789abcdef)', 'key'],
    ['Relay', undefined],
  ] as const) {
    assert.equal(labelProblem(text), problem, text);
  }
});

describe('a suggested name', () => {
  for (const [baseUrl, taken, label] of [
    ['https://api.relay.example', [], 'relay.example'],
    ['https://relay.example:8443/proxy', [], 'relay.example:8443'],
    ['http://localhost:3000', [], 'localhost:3000'],
    ['http://[::1]:9', [], '[::1]:9'],
    ['https://api.dev', [], 'api.dev'],
    ['https://generativelanguage.googleapis.com', ['Google'], 'Google 2'],
    ['https://crazyrouter.com', [], 'Crazyrouter'],
    ['https://relay.example', ['Relay.example', 'relay.example 2'], 'relay.example 3'],
  ] as const) {
    test(`for ${baseUrl} is ${label}`, () => {
      assert.equal(suggestLabel(at(baseUrl), taken), label);
    });
  }

  for (const [label, taken, id] of [
    ['relay.example:8443', [], 'relay-example-8443'],
    ['Mein Gerät', [], 'mein-gerat'],
    ['我的网关', [], 'h-example'],
    ['—', [], 'h-example'],
    ['x'.repeat(60), [], 'x'.repeat(40)],
    ['x'.repeat(60), ['x'.repeat(40)], `${'x'.repeat(38)}-2`],
    ['Google', ['google', 'google-2'], 'google-3'],
  ] as const) {
    test(`“${label.slice(0, 20)}” makes the id ${id.slice(0, 20)}`, () => {
      assert.equal(suggestId(label, at('https://h.example'), taken), id);
    });
  }

  test('always makes an id that the setting accepts and that no other entry has', () => {
    const hosts = fc.constantFrom('https://h.example', 'http://[::1]:9', 'https://---.example');
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), hosts, (label, baseUrl) => {
        const first = suggestId(label, at(baseUrl), []);
        const second = suggestId(label, at(baseUrl), [first]);
        for (const id of [first, second]) assert.match(id, /^[a-z0-9][a-z0-9-]{0,39}$/);
        assert.notEqual(first, second);
      }),
    );
  });
});

describe('the order in which styles are tried', () => {
  for (const [baseUrl, styles] of [
    ['https://relay.example', ['x-goog-api-key', 'bearer', 'query']],
    ['https://crazyrouter.com', ['query', 'x-goog-api-key', 'bearer']],
    ['https://api.routescope.ai', ['bearer', 'x-goog-api-key', 'query']],
    ['https://generativelanguage.googleapis.com', ['x-goog-api-key', 'query']],
    ['https://aiplatform.googleapis.com', ['x-goog-api-key', 'query']],
    ['https://googleapis.com.relay.example', ['x-goog-api-key', 'bearer', 'query']],
  ] as const) {
    test(`at ${baseUrl} is ${styles.join(', ')}`, () => {
      assert.deepEqual(authCandidates(at(baseUrl)), styles);
    });
  }
});

describe('the new entry', () => {
  const answers = {
    address: { baseUrl: 'https://relay.example', isPlain: true, shown: 'https://relay.example' },
    label: 'Relay',
    auth: 'bearer',
  } as const;

  test('has an id of its own, also next to an entry that is ignored', () => {
    const setting = [{ id: 'relay', baseUrl: 'http://not-https.example' }];
    const entry = entryFor(answers, setting);
    assert.deepEqual(entry, {
      id: 'relay-2',
      label: 'Relay',
      baseUrl: 'https://relay.example',
      auth: 'bearer',
    });
    const all = listGateways(withEntry(setting, entry));
    assert.deepEqual(findGateway('relay-2', all), gatewayFor(entry));
    assert.deepEqual(all.notes, []);
  });

  test('comes last and changes no other entry, whatever is in the setting', () => {
    const entry = entryFor(answers, undefined);
    const odd = [{ id: 'BAD' }, 7, { id: 'other', note: 'mine' }];
    assert.deepEqual(withEntry(odd, entry), [...odd, entry]);
    assert.deepEqual(withEntry(undefined, entry), [entry]);
    for (const broken of ['text', 7, { id: 'x' }])
      assert.equal(withEntry(broken, entry), undefined);
  });

  test('report-D6 says that an address of Vertex AI is one', () => {
    const address = { ...answers.address, api: 'vertex' } as const;
    assert.equal(gatewayFor(entryFor({ ...answers, address }, [])).api, 'vertex');
  });
});

test('the first model is the current one, unless the list has only others', () => {
  const gateway = gatewayFor({ id: 'relay', baseUrl: 'https://relay.example' });
  const current = 'gemini-3.1-flash-image-preview';
  const first = (ids: readonly string[] | undefined) =>
    startModel(gateway, current, ids, Date.now());
  assert.equal(first(undefined), current);
  assert.equal(first(['text', current]), current);
  assert.equal(first(['text', 'gemini-2.5-flash-image']), 'gemini-2.5-flash-image');
  assert.equal(first(['text', 'house-image-1']), 'house-image-1');
  assert.equal(first(['text']), current);
});
