import assert from 'node:assert/strict';
import { test } from 'node:test';
import { traceOf, diagnostics } from '../../../../src/run/report/diagnostics.ts';
import { planRun } from '../../../../src/run/plan/plan.ts';
import { parseSettings } from '../../../../src/run/plan/settings.ts';
import { assertNoKey, CANARY } from '../../../support/canary.ts';
import { PICTURE, withRig } from '../../../support/faults/faults.ts';
import { inlineDataReply, newApiError } from '../../../support/gateway/scriptedGateway.ts';

const PROMPT = 'a purple elephant on the moon';
const VERSIONS = { Easel: '1.2.3', Node: 'v24.0.0' };
const SETTINGS = {
  gateway: 'own',
  gateways: [
    { id: 'own', baseUrl: 'https://gw.example/path', auth: 'query', label: CANARY },
    { id: 'Not valid', baseUrl: `https://u:${CANARY}@x` },
  ],
  systemInstruction: `${PROMPT} ${CANARY}`,
  'output.fileName': PROMPT,
  model: `${'x'.repeat(110)}${CANARY}`,
};

test('lists versions, settings without secrets, and the last runs with their request ids', async () => {
  await withRig(async (rig) => {
    const gateway = await rig.scripted([
      newApiError(500, CANARY, `${CANARY} cannot draw ${PROMPT}`),
      inlineDataReply(PICTURE),
    ]);
    const gateways = [{ id: 'own', baseUrl: gateway.origin, auth: 'query' }];
    const settings = parseSettings({ gateway: 'own', gateways });
    const options = { prompt: PROMPT, target: 'file:///x' };
    const files = {
      name: () => 'x',
      parent: () => 'file:///',
      kind: async () => 'folder' as const,
      read: async () => PICTURE,
      home: () => undefined,
    };
    const plan = await planRun(options, settings, files, 0);
    const ends = [
      await rig.ask({ at: gateway.origin, auth: 'query', prompt: PROMPT }),
      await rig.ask({ at: gateway.origin, auth: 'query', prompt: PROMPT }),
    ];
    const traces = ends.map(({ report }) => {
      assert.ok(report);
      return traceOf(plan, report, Date.parse('2026-11-20T14:31:00Z'));
    });
    const text = diagnostics(VERSIONS, SETTINGS, traces, [CANARY]);
    assertNoKey(text, 'the diagnostics');
    assert.doesNotMatch(text, /elephant|\/path/);
    assert.match(text, /Easel: 1\.2\.3/);
    assert.match(text, /easel\.gateways: own \(query, gw\.example\), 1 not valid/);
    assert.match(text, /easel\.systemInstruction: set\n/);
    const host = new URL(gateway.origin).host;
    const failed = text.split('\n').find((line) => line.includes('500')) ?? '';
    assert.ok(
      failed.includes(`generate · own (${host}) · gemini-3.1-flash-image-preview · unknown`),
    );
    assert.match(failed, /charged: maybe .*request 20261120120000/);
    assert.match(text, /saved · \d+ ms · png 4x3 \d+ B inlineData/);
  });
});

test('says so if there are no runs or settings, and copes with odd values', () => {
  const text = diagnostics(VERSIONS, { gateways: 'x', model: '[a](command:b)\n\u202e' }, [], []);
  assert.doesNotMatch(text, /\]\(|\u202e/);
  assert.match(text, /Last runs, the newest first\n- none/);
});
