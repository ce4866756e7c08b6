import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';
import { startWatchdog, type Deadlines } from '../../../src/gateway/watchdog.ts';

/** All different, so that each test can tell which one ended the exchange. */
const DEADLINES: Deadlines = { connectMs: 4000, idleMs: 8000, totalMs: 60_000 };

const START = 1_000_000;
/** How much time has passed, in ms. */
const elapsed = (): number => Date.now() - START;

/** Starts a watchdog, and counts how often it expires. */
function start({ mock }: TestContext, deadlines: Partial<Deadlines> = {}) {
  mock.timers.enable({ apis: ['setInterval', 'Date'], now: START });
  const state = { expired: 0 };
  const watchdog = startWatchdog({ ...DEADLINES, ...deadlines }, () => {
    state.expired += 1;
  });
  /** Lets the time pass in steps, as real timers do, and returns when it expired. */
  const expiresAt = (untilMs: number): number | undefined => {
    while (elapsed() < untilMs) {
      mock.timers.tick(250);
      if (state.expired > 0) return elapsed();
    }
    return undefined;
  };
  return { state, watchdog, expiresAt };
}

describe('the connect deadline', () => {
  test('expires while connecting, and not before', (context) => {
    const { expiresAt } = start(context);
    assert.equal(expiresAt(3999), 4000);
  });

  test('no longer applies once the connection is open', (context) => {
    const { watchdog, expiresAt } = start(context);
    context.mock.timers.tick(3000);
    watchdog.enter('sending');
    assert.equal(expiresAt(60_000), 3000 + 8000);
  });
});

describe('the idle deadline', () => {
  for (const phase of ['sending', 'receiving'] as const) {
    test(`expires after that time without a byte while ${phase}`, (context) => {
      const { watchdog, expiresAt } = start(context);
      watchdog.enter(phase);
      context.mock.timers.tick(7000);
      watchdog.alive();
      assert.equal(expiresAt(60_000), 7000 + 8000);
    });
  }

  test('does not apply while waiting for the model', (context) => {
    const { watchdog, expiresAt } = start(context);
    watchdog.enter('waiting');
    assert.equal(expiresAt(59_999), 60_000, 'only the total deadline ends it');
  });

  test('starts when receiving starts, not when waiting did', (context) => {
    const { watchdog, expiresAt } = start(context);
    watchdog.enter('waiting');
    context.mock.timers.tick(30_000);
    watchdog.enter('receiving');
    assert.equal(expiresAt(60_000), 38_000);
  });
});

describe('the total deadline', () => {
  test('expires although bytes keep moving', (context) => {
    const { watchdog, state } = start(context);
    watchdog.enter('receiving');
    let expiredAt = 0;
    while (state.expired === 0 && elapsed() < 90_000) {
      context.mock.timers.tick(1000);
      watchdog.alive();
      expiredAt = elapsed();
    }
    assert.equal(expiredAt, 60_000);
  });

  test('has passed at the first check after an hour of sleep, once', (context) => {
    const { watchdog, state } = start(context, { totalMs: 600_000 });
    watchdog.enter('waiting');
    context.mock.timers.tick(1000);
    assert.equal(state.expired, 0);
    context.mock.timers.setTime(START + 3_600_000);
    context.mock.timers.tick(1000);
    context.mock.timers.tick(60_000);
    assert.equal(state.expired, 1);
  });

  test('may be longer than a timer can hold', (context) => {
    const { watchdog, expiresAt } = start(context, { totalMs: 2 ** 32 });
    watchdog.enter('waiting');
    assert.equal(expiresAt(120_000), undefined);
  });
});

test('a stopped watchdog never expires', (context) => {
  const { watchdog, expiresAt } = start(context);
  watchdog.stop();
  assert.equal(expiresAt(120_000), undefined);
});

test('the deadlines are checked often enough for short ones, and no more often than every 10 ms', (context) => {
  const setInterval = context.mock.method(globalThis, 'setInterval');
  for (const [deadlines, intervalMs] of [
    [{ connectMs: 400 }, 100],
    [{ idleMs: 200 }, 50],
    [{ totalMs: 80 }, 20],
    [{ totalMs: 4 }, 10],
    [{}, 1000],
    [{ connectMs: 60_000, idleMs: 60_000 }, 1000],
  ] as const) {
    startWatchdog({ ...DEADLINES, ...deadlines }, () => undefined).stop();
    assert.equal(setInterval.mock.calls.at(-1)?.arguments[1], intervalMs);
  }
});
