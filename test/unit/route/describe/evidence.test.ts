import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OUTCOMES } from '../../../../src/errors.ts';
import { describeEvidence } from '../../../../src/route/describe/evidence.ts';
import type { Observation } from '../../../../src/route/observations.ts';
import { PUBLISHED, RETIREMENTS } from '../../../../src/route/statements/published.ts';
import { readerAt } from '../../../support/localization.ts';

const APRIL_20 = Date.parse('2026-04-20T12:00Z');
const NOVEMBER = Date.parse('2026-11-21T12:00Z');
const READER = readerAt(NOVEMBER, 'en-GB');
const WEIGHT = { state: 'unknown', at: undefined, old: false, superseded: false } as const;
const BROKEN = /undefined|\{\d\}|\(\)/;

test('every statement has a sentence with its source and its date', () => {
  assert.ok(PUBLISHED.length > 0);
  for (const statement of PUBLISHED) {
    const sentence = describeEvidence({ kind: 'published', statement, ...WEIGHT }, READER);
    assert.ok(sentence.startsWith(new URL(statement.source).host), sentence);
    assert.ok(sentence.includes(statement.date === null ? 'undated' : '2026'), sentence);
    assert.doesNotMatch(sentence, BROKEN);
    assert.doesNotMatch(sentence, /\.\./);
  }
});

test('every outcome has a sentence with its date', () => {
  for (const outcome of [...OUTCOMES, 'listed', 'not_listed'] as const) {
    const observation: Observation = {
      at: APRIL_20,
      gateway: 'crazyrouter',
      model: 'm',
      operation: 'edit',
      kind: 'run',
      outcome,
      status: 500,
      latencyMs: 3100,
    };
    const sentence = describeEvidence({ kind: 'own', observation, ...WEIGHT }, READER);
    assert.match(sentence, /20 Apr 2026, 12:00: .+\.$/);
    assert.doesNotMatch(sentence, BROKEN);
    assert.doesNotMatch(sentence, /\.\.$/);
  }
});

test('every retirement has a sentence with its id and its date', () => {
  assert.ok(RETIREMENTS.length > 0);
  for (const retirement of RETIREMENTS) {
    const sentence = describeEvidence({ kind: 'retirement', retirement, ...WEIGHT }, READER);
    assert.ok(sentence.includes(retirement.id) && sentence.includes('2026'), sentence);
    assert.doesNotMatch(sentence, BROKEN);
  }
});

test('a message from a page contains no link and no invisible characters', () => {
  const statement = {
    ...PUBLISHED[0]!,
    finding: { kind: 'error', message: '[pay](command:evil)\u202e', code: 'x' },
  } as const;
  const sentence = describeEvidence({ kind: 'published', statement, ...WEIGHT }, READER);
  assert.match(sentence, /pay/);
  assert.ok(!sentence.includes('](') && !sentence.includes('\u202e'), sentence);
});
