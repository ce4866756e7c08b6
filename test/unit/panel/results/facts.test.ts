import assert from 'node:assert/strict';
import { test } from 'node:test';
import { translate as t } from '../../../support/localization.ts';
import { factsLine } from '../../../../src/panel/results/facts.ts';

const RUN = { model: 'nano-banana', gateway: 'Practice', tookMs: 12_345 };

test('lists model, gateway, and time, and the tokens by modality if the reply counts them', () => {
  assert.equal(factsLine(RUN, t), 'nano-banana · Practice · 12.3 s');
  assert.equal(
    factsLine({ ...RUN, isRegion: true }, t),
    'region · nano-banana · Practice · 12.3 s',
  );
  const usage = {
    promptTokens: 264,
    outputTokens: 1300,
    thoughtsTokens: 0,
    outputByModality: { IMAGE: 1290, TEXT: 10 },
  };
  assert.equal(
    factsLine({ ...RUN, usage }, t),
    'nano-banana · Practice · 12.3 s · 264 input tokens · 1290 image tokens · 10 text tokens',
  );
  assert.equal(
    factsLine({ ...RUN, usage: { outputTokens: 7, thoughtsTokens: 3 } }, t),
    'nano-banana · Practice · 12.3 s · 3 thinking tokens · 7 output tokens',
  );
});

test('sanitizes and shortens the names of models, gateways, and modalities', () => {
  const long = 'x'.repeat(5000);
  const usage = { outputByModality: { [long]: 1 } };
  const line = factsLine({ model: `a\u202e${long}`, gateway: long, tookMs: 0, usage }, t);
  assert.ok(line.length < 250 && !line.includes('\u202e'), line);
});
