import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatWhen } from '../../../../src/route/describe/localization.ts';
import { readerAt } from '../../../support/localization.ts';

const READER = {
  ...readerAt(Date.parse('2026-11-21T12:00Z'), 'en-GB'),
  timeZone: 'America/Los_Angeles',
};

test('the date of a page is the same in every zone', () => {
  assert.equal(formatWhen('2026-04-14', READER), '14 Apr 2026');
});

test("a time is shown in the user's time zone, with its date unless it is today", () => {
  assert.equal(formatWhen('2026-04-14T02:00:00.000Z', READER), '13 Apr 2026, 19:00');
  assert.equal(formatWhen('2026-11-21T11:30:00.000Z', READER), '03:30');
});

test('a text that is neither a date nor an instant throws', () => {
  for (const text of ['', 'soon', '2026-99-99']) {
    assert.throws(() => formatWhen(text, READER), RangeError);
  }
});
