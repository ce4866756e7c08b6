import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { AuthStyle } from '../../../src/catalog/gateways.ts';
import type { Detection } from '../../../src/gateway/detectAuth.ts';
import {
  authBy,
  authQuestion,
  describeBroken,
  describeFinding,
  type Finding,
} from '../../../src/messages/newGateway.ts';
import { translate as t } from '../../support/localization.ts';

const list = { ids: ['a', 'b'], isComplete: true };
const DETECTIONS = {
  works: { kind: 'works', auth: 'bearer', list },
  open: { kind: 'open', list },
  rejected: { kind: 'rejected', status: 401 },
  missing: { kind: 'no-list', status: 404 },
  unasked: { kind: 'no-list' },
  unreachable: { kind: 'unreachable', code: 'ECONNREFUSED' },
} as const satisfies Readonly<Record<string, Detection>>;

function finding(name: keyof typeof DETECTIONS, hasKey: boolean): Finding {
  const styles: readonly AuthStyle[] = ['x-goog-api-key', 'bearer', 'query'];
  return { host: 'gw.example', hasKey, detection: DETECTIONS[name], styles };
}

/** The rows of a question, one line each. */
function rows(name: keyof typeof DETECTIONS, hasKey: boolean): readonly string[] {
  return authQuestion(finding(name, hasKey), t).choices.map(({ label, detail, leadsTo }) => {
    const target =
      typeof leadsTo === 'string'
        ? leadsTo
        : `${leadsTo.auth}${leadsTo.isBroken ? ', broken' : ''}`;
    return `${label} → ${target}${detail === undefined ? '' : ` (${detail})`}`;
  });
}

test('nothing is asked where the model list shows how to send the key', () => {
  for (const [name, hasKey, auth] of [
    ['works', true, 'bearer'],
    ['open', false, 'none'],
    ['open', true, undefined],
    ['rejected', true, undefined],
    ['rejected', false, undefined],
    ['missing', true, undefined],
    ['missing', false, undefined],
    ['unreachable', true, undefined],
  ] as const) {
    assert.equal(authBy(finding(name, hasKey)), auth, name);
  }
});

describe('a gateway that does not work yet', () => {
  test('with a rejected key leads to the key first, and to adding it last', () => {
    assert.deepEqual(rows('rejected', true), [
      'Change the Key → key (gw.example rejected the key (HTTP 401).)',
      'Change the Address → address',
      ...[
        ['Key in the x-goog-api-key Header', 'x-goog-api-key'],
        ['Key in the Authorization: Bearer Header', 'bearer'],
        ['Key in the URL, as ?key=', 'query'],
      ].map(
        ([label, auth]) =>
          `Add Anyway (${label}) → ${auth}, broken (Doesn't work yet: gw.example rejects the key.)`,
      ),
      "Add Anyway (No Key) → none, broken (Doesn't work yet: gw.example asks for a key.)",
    ]);
  });

  test('without a key that it asks for leads to the key first', () => {
    assert.deepEqual(rows('rejected', false), [
      'Enter a Key → key (gw.example asks for an API key (HTTP 401).)',
      'Change the Address → address',
      "Add Anyway (No Key) → none, broken (Doesn't work yet: gw.example asks for a key.)",
    ]);
  });

  test('that does not answer leads to the address first, then to another try', () => {
    const [first, second, ...others] = rows('unreachable', true);
    assert.equal(
      first,
      "Change the Address → address (Couldn't connect to gw.example (ECONNREFUSED).)",
    );
    assert.equal(second, 'Try Again → auth');
    assert.equal(others.length, 4);
    for (const row of others)
      assert.match(row, /^Add Anyway \(.*broken \(Doesn't work yet: Easel can't connect/);
    assert.equal(rows('unreachable', false).length, 3);
  });

  test('says so in words too short to be cut', () => {
    for (const name of ['rejected', 'unreachable'] as const) {
      assert.equal(authQuestion(finding(name, true), t).placeholder, "gw.example doesn't work yet");
    }
  });

  test('says after adding how to repair it', () => {
    assert.match(
      describeBroken('Mine', 'rejected', 'bearer', t) ?? '',
      /rejected the API key\. Use Set API Key/,
    );
    assert.match(describeBroken('Mine', 'rejected', 'none', t) ?? '', /asks for an API key\./);
    assert.match(describeBroken('Mine', 'unreachable', 'bearer', t) ?? '', /couldn't connect/);
    for (const kind of ['works', 'open', 'no-list', undefined] as const)
      assert.equal(describeBroken('Mine', kind, 'bearer', t), undefined);
  });
});

describe('a gateway whose key cannot be tested', () => {
  test('because its list is open: the best style comes first, with the reason', () => {
    assert.deepEqual(rows('open', true), [
      "In the x-goog-api-key header → x-goog-api-key (gw.example lists its models without a key, so Easel couldn't test yours.)",
      'In the Authorization: Bearer header → bearer',
      'In the URL, as ?key= → query',
      'Send no key → none',
    ]);
  });

  test('because it has no list: the address may be wrong', () => {
    const all = rows('missing', true);
    assert.match(all[0] ?? '', /→ x-goog-api-key \(gw\.example has no model list \(HTTP 404\)/);
    assert.equal(all.at(-1), 'Change the Address → address');
    assert.deepEqual(rows('missing', false), [
      "Send no key → none (gw.example has no model list (HTTP 404), so Easel couldn't test it.)",
      'Change the Address → address',
    ]);
  });

  test('because no list was requested: only the styles', () => {
    const all = rows('unasked', true);
    assert.match(all[0] ?? '', /\(gw\.example has no model list, so Easel/);
    assert.equal(all.at(-1), 'Send no key → none');
  });
});

test('the last step tells apart what is proved and what is not', () => {
  for (const [name, auth, text] of [
    [
      'works',
      'bearer',
      'gw.example works. The key goes in the Authorization: Bearer header. Models listed: 2.',
    ],
    ['open', 'none', 'gw.example works without a key. Models listed: 2.'],
    ['open', 'bearer', "gw.example lists its models without a key, so the key isn't tested."],
    ['missing', 'query', "gw.example has no model list, so the key isn't tested."],
    ['unasked', 'query', "gw.example has no model list, so the key isn't tested."],
    ['rejected', 'query', "gw.example doesn't work yet"],
    ['unreachable', 'query', "gw.example doesn't work yet"],
  ] as const) {
    assert.equal(
      describeFinding({ host: 'gw.example', detection: DETECTIONS[name] }, auth, t),
      text,
    );
  }
  assert.match(describeFinding({ host: 'h', detection: undefined }, 'query', t), /isn't tested/);
});
