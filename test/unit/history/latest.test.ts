import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { latest } from '../../../src/history/latest.ts';

test('calls during the work cause one more round, and each waits for a round that began after it', async () => {
  let source = 0;
  const seen: number[] = [];
  const refresh = latest(async () => {
    const value = source;
    await nextTurn();
    seen.push(value);
  });
  const first = refresh();
  source = 1;
  const others = [refresh(), refresh()];
  source = 2;
  await Promise.all([first, ...others]);
  assert.deepEqual(seen, [0, 2]);
  source = 3;
  await refresh();
  assert.deepEqual(seen, [0, 2, 3]);
});

test('a call is not lost, however soon it comes after the end of the work', async () => {
  for (let ticks = 0; ticks < 6; ticks += 1) {
    let rounds = 0;
    const refresh = latest(async () => {
      rounds += 1;
    });
    const first = refresh();
    for (let tick = 0; tick < ticks; tick += 1) await Promise.resolve();
    await Promise.all([first, refresh()]);
    assert.equal(rounds, 2, `after ${ticks} ticks`);
  }
});

test('work that fails rejects its calls, and the next call starts it again', async () => {
  let rounds = 0;
  const refresh = latest(async () => {
    rounds += 1;
    if (rounds === 1) throw new Error('locked');
  });
  await assert.rejects(refresh(), /locked/);
  await refresh();
  assert.equal(rounds, 2);
});

test('a call during work that fails gets its own round', async () => {
  let rounds = 0;
  const refresh = latest(async () => {
    rounds += 1;
    await Promise.resolve();
    if (rounds === 1) throw new Error('locked');
  });
  await Promise.all([refresh(), refresh()]);
  assert.equal(rounds, 2);
});
