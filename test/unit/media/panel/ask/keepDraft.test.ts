import assert from 'node:assert/strict';
import { test } from 'node:test';
import { draftKeeper } from '../../../../../media/panel/ask/keepDraft.ts';

test('sends only the last draft of a burst, once the typing stops', ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const sent: unknown[] = [];
  const { keep } = draftKeeper((message) => sent.push(message));
  for (const prompt of ['m', 'ma', 'mak']) {
    keep({ prompt });
    mock.timers.tick(100);
  }
  assert.deepEqual(sent, []);
  mock.timers.tick(100);
  assert.deepEqual(sent, [{ type: 'keep-draft', draft: { prompt: 'mak' } }]);
});

test('sends what waits at once when the page may close, and nothing twice', ({ mock }) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  const sent: unknown[] = [];
  const { keep, flush } = draftKeeper((message) => sent.push(message));
  keep({ prompt: 'make' });
  flush();
  flush();
  mock.timers.tick(1000);
  assert.deepEqual(sent, [{ type: 'keep-draft', draft: { prompt: 'make' } }]);
});
