import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readReportCoverage } from './coverage.ts';

for (const { row, tests, runsInVscode, members } of readReportCoverage()) {
  test(`row ${row} of the reports has a test for each of its ${members.length} members, one of them in VS Code`, () => {
    assert.ok(tests.length >= members.length, tests.join('\n'));
    assert.ok(runsInVscode, tests.join('\n'));
  });
}

test('no row is listed twice', () => {
  const names = readReportCoverage().map(({ row }) => row);
  assert.deepEqual(names, [...new Set(names)]);
});
