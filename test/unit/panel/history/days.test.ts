import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dayViews } from '../../../../src/panel/history/days.ts';
import { translate as t } from '../../../support/localization.ts';

test('days have names, the last two in words', () => {
  const at = (day: number) => new Date(2026, 10, day).getTime();
  const days = [27, 26, 25].map((day) => ({ start: at(day), count: day }));
  const now = new Date(2026, 10, 27, 23, 59).getTime();
  assert.deepEqual(dayViews(days, { now, locale: 'en', t }), [
    { label: 'Today', count: 27 },
    { label: 'Yesterday', count: 26 },
    { label: 'Wednesday, November 25, 2026', count: 25 },
  ]);
});
