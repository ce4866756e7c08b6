import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Translate } from '../../../../src/text/translate.ts';
import { factsLine } from '../../../../src/panel/results/facts.ts';

const t: Translate = (text, ...values) =>
  text.replaceAll(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)]));
const RUN = { model: 'nano-banana', gateway: 'Practice', tookMs: 12_345 };

test('a result says model, gateway and time, and tokens by modality where they are known', () => {
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
    'nano-banana · Practice · 12.3 s · 264 tokens in · 1290 image tokens · 10 text tokens',
  );
  assert.equal(
    factsLine({ ...RUN, usage: { outputTokens: 7, thoughtsTokens: 3 } }, t),
    'nano-banana · Practice · 12.3 s · 3 thinking tokens · 7 tokens out',
  );
});

test('names of models, gateways and modalities are text of a bounded length', () => {
  const long = 'x'.repeat(5000);
  const usage = { outputByModality: { [long]: 1 } };
  const line = factsLine({ model: `a\u202e${long}`, gateway: long, tookMs: 0, usage }, t);
  assert.ok(line.length < 250 && !line.includes('\u202e'), line);
});
