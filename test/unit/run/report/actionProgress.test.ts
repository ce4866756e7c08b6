import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ActionProgress } from '../../../../src/run/report/actionProgress.ts';
import { translate } from '../../../support/localization.ts';

const WAITING = { phase: 'waiting', sentBytes: 1, receivedBytes: 0, totalBytes: 1 } as const;

test('the only request of an action is described by its phase', () => {
  const progress = new ActionProgress({ gateway: 'Mine', count: 1 }, 0, translate);
  assert.equal(progress.update({ phase: 'started' }, 0, 0), true);
  assert.equal(progress.update(WAITING, 0, 1000), true);
  assert.equal(progress.update(WAITING, 0, 2000), false, 'the same phase');
  const state = { phase: 'waiting', line: 'waiting for Mine · 3 s' };
  assert.deepEqual(progress.state(3000), { ...state, requests: [{ ...state, state: 'running' }] });
});

test('each of several requests has its own phase and time, and the action says how many are done', () => {
  const progress = new ActionProgress({ gateway: 'Mine', count: 3 }, 0, translate);
  progress.update({ phase: 'started' }, 0, 0);
  progress.update({ phase: 'started' }, 1, 0);
  progress.update(WAITING, 0, 1000);
  progress.update(WAITING, 1, 1000);
  progress.update({ phase: 'done' }, 0, 4000);
  const { line, requests } = progress.state(7000);
  assert.equal(line, '1 of 3 done · waiting for Mine · 7 s');
  assert.deepEqual(
    requests.map((request) => [request.state, request.line]),
    [
      ['done', 'done · 4 s'],
      ['running', 'waiting for Mine · 7 s'],
      ['waiting', 'not sent yet'],
    ],
  );
  progress.update({ phase: 'failed' }, 1, 9000);
  assert.equal(progress.state(20_000).requests[1]?.line, 'failed · 9 s');
});
