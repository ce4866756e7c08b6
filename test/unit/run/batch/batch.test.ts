import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CheckError, ReplyError, type EaselError, type Outcome } from '../../../../src/errors.ts';
import {
  batchResult,
  chargeOf,
  itemsToRetry,
  MAX_FAILURES_IN_A_ROW,
  runBatch,
  type BatchItem,
} from '../../../../src/run/batch/batch.ts';
import type { ActionReport } from '../../../../src/run/runnerParts.ts';

const items = (names: string): readonly BatchItem[] =>
  Array.from(names).map((name) => ({ uri: `file:///${name}`, name }));

const report = (outcome: Outcome, isSent = true, failure?: EaselError): ActionReport => ({
  result: {
    outcome,
    saved: outcome === 'saved' ? ['file:///new'] : [],
    warnings: [],
    runs: isSent ? ['run'] : [],
    ...(outcome !== 'saved' && { message: outcome }),
  },
  reports: [],
  ...(failure && { failure }),
});

/** Runs a batch whose items end as the table says. Returns what was sent, and the report. */
async function run(names: string, ends: Readonly<Record<string, ActionReport>>) {
  const tried: string[] = [];
  const stop = new AbortController();
  const batch = await runBatch(
    items(names),
    async ({ name }) => {
      tried.push(name);
      return ends[name] ?? report('saved');
    },
    stop.signal,
  );
  const namesOf = (list: readonly { readonly item: BatchItem }[]) =>
    list.map(({ item }) => item.name).join('');
  return {
    batch,
    tried: tried.join(''),
    saved: namesOf(batch.saved),
    failed: namesOf(batch.failed),
    untried: batch.untried.map(({ name }) => name).join(''),
  };
}

describe('a batch', () => {
  test('sends one request per item, in order', async () => {
    const { tried, saved, failed, untried } = await run('abc', {});
    assert.deepEqual([tried, saved, failed, untried], ['abc', 'abc', '', '']);
  });

  test('continues past files that can’t be processed', async () => {
    const ends = { b: report('bad_request', false), d: report('blocked') };
    const { saved, failed, untried } = await run('abcde', ends);
    assert.deepEqual([saved, failed, untried], ['ace', 'bd', '']);
  });

  for (const outcome of ['auth', 'quota', 'unknown', 'busy', 'rate_limited', 'config'] as const) {
    test(`stops when the route fails: ${outcome}`, async () => {
      const { tried, failed, untried } = await run('abcd', { b: report(outcome) });
      assert.deepEqual([tried, failed, untried], ['ab', 'b', 'cd']);
    });
  }

  test('stops after several refusals in a row, because each may be charged', async () => {
    const no = report('no_image');
    const { tried, untried } = await run('abcdef', { b: no, c: no, d: no });
    assert.equal(MAX_FAILURES_IN_A_ROW, 3);
    assert.deepEqual([tried, untried], ['abcd', 'ef']);
    const mixed = await run('abcdef', { a: no, b: no, d: no, e: no });
    assert.equal(mixed.tried, 'abcdef', 'a saved image starts the count again');
  });

  test('files that are refused on this machine never end it', async () => {
    const bad = report('bad_request', false);
    const { tried } = await run('abcdef', { a: bad, b: bad, c: bad, d: bad, e: bad });
    assert.equal(tried, 'abcdef');
  });

  test('Cancel ends it; what was not sent counts as not tried', async () => {
    const { batch, failed, untried } = await run('abc', { b: report('cancelled', false) });
    assert.deepEqual([batch.isCancelled, failed, untried], [true, '', 'bc']);
    const sent = await run('abc', { b: report('cancelled', true) });
    assert.deepEqual([sent.batch.isCancelled, sent.failed, sent.untried], [true, 'b', 'c']);
  });

  test('an aborted signal starts nothing more', async () => {
    const stop = new AbortController();
    let sent = 0;
    const batch = await runBatch(
      items('abc'),
      async () => {
        sent += 1;
        stop.abort();
        return report('saved');
      },
      stop.signal,
    );
    assert.deepEqual([sent, batch.saved.length, batch.untried.length], [1, 1, 2]);
  });
});

describe('what another click sends', () => {
  const left = async (names: string, ends: Readonly<Record<string, ActionReport>>) => {
    const { items, hasFailed } = itemsToRetry((await run(names, ends)).batch);
    return { items: items.map(({ name }) => name).join(''), hasFailed };
  };

  test('Retry Failed sends each failed and untried file once, and no saved one', async () => {
    const rest = await left('abcd', { b: report('no_image'), c: report('quota') });
    assert.deepEqual(rest, { items: 'bcd', hasFailed: true });
  });

  test('Retry Failed sends no file that would be refused again', async () => {
    const broken = new CheckError({ kind: 'incomplete-image', file: 'b', type: 'image/png' });
    const ends = {
      b: report('bad_request', false, broken),
      c: report('bad_request'),
      d: report('too_large', false),
    };
    assert.deepEqual(await left('abcd', ends), { items: '', hasFailed: false });
    const more = await left('abcdef', { ...ends, e: report('quota') });
    assert.deepEqual(more, { items: 'ef', hasFailed: true });
  });

  test('a file that could not be read is tried again', async () => {
    const locked = new CheckError({ kind: 'unreadable', file: 'b', code: 'EBUSY' });
    const rest = await left('ab', { b: report('bad_request', false, locked) });
    assert.deepEqual(rest, { items: 'b', hasFailed: true });
  });

  test('files that were not tried did not fail', async () => {
    const rest = await left('abc', { b: report('cancelled', false) });
    assert.deepEqual(rest, { items: 'bc', hasFailed: false });
  });
});

test('the worst charge of the failures counts', async () => {
  const reply = (charge: 'no' | 'maybe' | 'yes') =>
    new ReplyError('h', 'm', { kind: 'empty', outcome: 'no_image', charge, status: 200 });
  const free = report('bad_request', false, new CheckError({ kind: 'no-source' }));
  const cost = async (b: ActionReport) => chargeOf((await run('ab', { a: free, b })).batch);
  assert.equal(await cost(free), 'no');
  assert.equal(await cost(report('no_image', true, reply('maybe'))), 'maybe');
  assert.equal(await cost(report('no_image', true, reply('yes'))), 'yes');
});

test('the public result names what was skipped and what failed', async () => {
  const { batch } = await run('ab', { b: report('bad_request', false) });
  const [item] = items('x');
  const { outcome, saved, warnings } = batchResult(batch, [{ item: item!, reason: 'x is text.' }]);
  assert.deepEqual([outcome, saved.length, warnings], ['saved', 1, ['x is text.', 'bad_request']]);
});
