import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findDates, isOnDate, monthNames } from '../../../src/history/dateQuery.ts';

const NOW = new Date(2026, 10, 27, 12).getTime();
const find = (text: string, locale = 'en') => findDates(text.split(' '), NOW, monthNames(locale));

test('finds dates as people write them', () => {
  const nov20 = { month: 11, day: 20 };
  for (const text of ['nov 20', '20 nov', 'november 20,', 'nov. 20th']) {
    assert.deepEqual(find(text), { dates: [nov20], words: [] }, text);
  }
  for (const text of ['2026-11-20', 'nov 20 2026', '20 november 2026', 'nov 20, 2026']) {
    assert.deepEqual(find(text).dates, [{ ...nov20, year: 2026 }], text);
  }
  for (const text of ['2026-11', 'nov 2026']) {
    assert.deepEqual(find(text).dates, [{ year: 2026, month: 11 }], text);
  }
  assert.deepEqual(find('3 marz', 'de').dates, [{ month: 3, day: 3 }]);
});

test('finds today and yesterday', () => {
  assert.deepEqual(find('today').dates, [{ year: 2026, month: 11, day: 27 }]);
  assert.deepEqual(find('yesterday').dates, [{ year: 2026, month: 11, day: 26 }]);
});

test('keeps the words around a date, and takes no other word for one', () => {
  assert.deepEqual(find('fox nov 20 snow'), {
    dates: [{ month: 11, day: 20 }],
    words: ['fox', 'snow'],
  });
  for (const text of ['20 foxes', 'may flowers', 'decent 4k', 'no 20', '2.5 fox', 'march']) {
    assert.deepEqual(find(text), { dates: [], words: text.split(' ') }, text);
  }
});

test('a date matches moments of that day, in the time zone of the machine', () => {
  const at = new Date(2026, 10, 20, 23, 59).getTime();
  assert.ok(isOnDate(at, { year: 2026, month: 11, day: 20 }));
  assert.ok(isOnDate(at, { month: 11 }));
  assert.ok(!isOnDate(at, { month: 11, day: 21 }));
  assert.ok(!isOnDate(at, { year: 2025, month: 11, day: 20 }));
});
