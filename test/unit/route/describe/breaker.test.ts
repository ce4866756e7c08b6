import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  breakerPhase,
  CLOSED,
  reduceBreaker,
  type Breaker,
} from '../../../../src/route/breaker/breaker.ts';
import { describeBreaker } from '../../../../src/route/describe/breaker.ts';
import { readerAt } from '../../../support/localization.ts';

test('a breaker says which model failed when, and when to try again', () => {
  const at = Date.parse('2026-11-21T14:31Z');
  const failure = { kind: 'ended', at, outcome: 'route_unavailable', trial: false } as const;
  const open = reduceBreaker(CLOSED, failure, 0);
  const busy = reduceBreaker(open, { kind: 'trial', at, until: at + 600_000 }, 0);
  const sentence = (breaker: Breaker, now: number) =>
    describeBreaker(
      breakerPhase(breaker, now),
      { model: 'nano-banana', host: 'crazyrouter.com' },
      readerAt(now, 'en-GB'),
    );
  const failed = 'nano-banana at crazyrouter.com failed at 14:31:00';
  assert.equal(sentence(CLOSED, at), undefined);
  assert.equal(
    sentence(open, at + 1),
    `${failed}, so Easel is pausing requests to it. You can try again after 14:32:00.`,
  );
  assert.equal(sentence(open, at + 60_000), `${failed}. You can try again now.`);
  assert.equal(sentence(busy, at + 1), `${failed}, and a retry is in progress.`);
});
