import assert from 'node:assert/strict';
import { test } from 'node:test';
import { whenText } from '../../../src/text/format.ts';

const NOON = Date.UTC(2026, 10, 24, 12, 5, 9);
const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const when = (ms: number, style: Parameters<typeof whenText>[2] = {}) =>
  whenText(ms, NOON, { locale: 'en-GB', timeZone: 'UTC', ...style });

test('shows only the time for a moment of today', () => {
  assert.equal(when(NOON), '12:05');
  assert.equal(when(NOON - 12 * HOUR), '00:05');
  assert.equal(when(NOON + 11 * HOUR), '23:05');
  assert.equal(when(NOON, { seconds: true }), '12:05:09');
});

test('shows weekday and day for another day of this week, also for a minute around midnight', () => {
  assert.equal(when(NOON - DAY), 'Mon 23 Nov, 12:05');
  assert.equal(when(NOON + DAY), 'Wed 25 Nov, 12:05');
  const [before, after] = [Date.UTC(2026, 10, 23, 23, 59), Date.UTC(2026, 10, 24, 0, 1)];
  const style = { locale: 'en-GB', timeZone: 'UTC', seconds: true };
  assert.equal(whenText(before, after, style), 'Mon 23 Nov, 23:59');
});

test('shows the year for what is a week away or more, so that no weekday stands for two days', () => {
  assert.equal(when(NOON - 6 * DAY + 1), 'Wed 18 Nov, 12:05');
  assert.equal(when(NOON - 6 * DAY), '18 Nov 2026, 12:05');
  assert.equal(when(NOON - 365 * DAY), '24 Nov 2025, 12:05');
});

test('takes the day from the time zone of the reader', () => {
  const [evening, night] = [Date.UTC(2026, 10, 24, 22), Date.UTC(2026, 10, 25, 2)];
  const there = (timeZone: string) => whenText(evening, night, { locale: 'en-GB', timeZone });
  assert.equal(there('America/Los_Angeles'), '14:00');
  assert.equal(there('UTC'), 'Tue 24 Nov, 22:00');
});

test('writes times as the locale does', () => {
  assert.match(when(NOON + 2 * HOUR, { locale: 'en-US' }), /^2:05\sPM$/u);
  assert.match(when(NOON - DAY, { locale: 'en-US' }), /^Mon, Nov 23, 12:05\sPM$/u);
  assert.equal(when(NOON - 60 * DAY, { locale: 'de' }), '25.09.2026, 12:05');
});
