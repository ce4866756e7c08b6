import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasArrived } from '../../../../../media/panel/results/state.ts';
import { VIEW } from '../../../../support/panel/messages.ts';
import { RUN } from '../../../../support/panel/pageState.ts';

const result = (id: string) => ({
  id,
  name: id,
  details: '',
  mimeType: 'image/png',
  actions: [],
  warnings: [],
});

test('only a new result of a run in progress has arrived', () => {
  const [a, b] = [result('a'), result('b')];
  const running = { ...VIEW, runs: [RUN], results: [a] };
  assert.ok(hasArrived(running, { ...VIEW, results: [b, a] }));
  assert.ok(hasArrived({ ...running, results: [] }, running));
  assert.ok(!hasArrived(running, { ...running, runs: [] }));
  assert.ok(!hasArrived({ ...running, results: [b, a] }, running), 'the newest was removed');
  assert.ok(!hasArrived(VIEW, { ...VIEW, results: [a] }), 'restored');
  assert.ok(!hasArrived(undefined, running));
});
