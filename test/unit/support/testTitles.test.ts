import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { faultCoverage } from '../../support/faults/faultCoverage.ts';
import { testTitles } from '../../support/faults/testTitles.ts';

const HEAD = `
import assert from 'node:assert/strict';
import { describe, test as check, test } from 'node:test';
import { fault } from '../../support/faults/faults.ts';
`;
const titles = (text: string) => testTitles('x.test.ts', HEAD + text);

describe('a title is', () => {
  const cases: readonly (readonly [name: string, text: string, titles: readonly string[]])[] = [
    ['the text of a test', `test('one', () => { assert.ok(1); });`, ['one']],
    ['the text of a test under another name', `check('one', () => { assert.ok(1); });`, ['one']],
    ['the row of a fault test', `fault('fault-001', 'how', async () => { assert.ok(1); });`, ['fault-001']],
    ['the beginning of a template', 'test(`one ${1 + 1}`, () => assert.ok(1));', ['one ']],
    ['both sides of a condition', `test(a ? 'one' : 'two', () => assert.ok(1));`, ['one', 'two']],
    ['a column of an array in a loop', `for (const [, row] of [['x', 'one'], ['y', 'two']] as const) test(row, () => assert.ok(1));`, ['one', 'two']],
    ['a column of a named table', `const ROWS = [['one', 1], ...[2, 3].map((n) => ['two', n])]; for (const [row] of ROWS) test(row, () => assert.ok(1));`, ['one', 'two']],
    ['a property of a row', `for (const { id } of [{ id: 'one' }]) test(id, () => assert.ok(1));`, ['one']],
    ['a key of an object', `for (const [name] of Object.entries({ one: 1, 'two': 2 })) test(name, () => assert.ok(1));`, ['one', 'two']],
    ['a value of a lookup', 'const BY = { a: "one" }; for (const key of ["a"]) test(`${BY[key]} x`, () => assert.ok(1));', ['one x']],
    ['a name in the tests of the inside suite', `export const tests: Tests = { 'one': () => assert.ok(1), 'two': async () => { await x(); } };`, ['one', 'two']],
    ['a name that a loop makes in the inside suite', "export const tests: Tests = { ...Object.fromEntries(Object.keys(X).map((x) => [`one ${x}`, () => assert.ok(x)])) };", ['one ']],
  ]; // prettier-ignore
  for (const [name, text, expected] of cases) {
    test(name, () => {
      assert.deepEqual(titles(text), expected);
    });
  }
});

describe('a title is not', () => {
  const cases: readonly (readonly [name: string, text: string])[] = [
    ['a string elsewhere', `assert.equal(x, 'fault-001 y'); const unused = ['fault-001', 'threat-T01'];`],
    ['a comment', `// test('fault-001', () => { assert.ok(1); });`],
    ['the title of a describe', `describe('fault-001', () => {});`],
    ['a table that no test uses', `for (const [row] of [['fault-001']]) log(row);`],
    ['a column that no title uses', `for (const [row, how] of [['fault-001', 'one']]) test(how + row, () => assert.ok(1));`],
    ['a skipped test', `test.skip('fault-001', () => { assert.ok(1); }); test('fault-002', { skip: true }, () => assert.ok(1));`],
    ['a test without a body', `test('fault-001'); test('fault-002', () => {});`],
    ['a call of another function of that name', `other.test('fault-001', () => { assert.ok(1); });`],
    ['a key of another object', `const tests = { 'fault-001': () => assert.ok(1) };`],
  ]; // prettier-ignore
  for (const [name, text] of cases) {
    test(name, () => {
      assert.deepEqual(titles(text), []);
    });
  }
});

describe('the coverage of faults', () => {
  const rows = new Map([
    ['fault-001', 'refused'],
    ['fault-002', 'not found'],
  ]);
  const covered = (text: string) =>
    faultCoverage({
      titles: rows,
      notApplicable: { 'fault-002': 'a reason' },
      files: new Map([['x.test.ts', HEAD + text]]),
    });

  test('counts every id at the beginning of a title', () => {
    const coverage = covered(`
      test('fault-001 fault-002 both', () => assert.ok(1));
      test('fault-001 one', () => assert.ok(1));
      test('one more than fault-002', () => assert.ok(1));
    `);
    const counts = coverage.rows.map(({ tests }) => [...tests]);
    assert.deepEqual(counts, [[['x.test.ts', 2]], [['x.test.ts', 1]]]);
    assert.deepEqual(coverage.unknown, []);
  });

  test('reports ids without a row, and rows without a test', () => {
    const { rows: all, unknown } = covered(`test('fault-003 x', () => assert.ok(1));`);
    assert.deepEqual(unknown, ['fault-003 (x.test.ts)']);
    assert.deepEqual(
      all.map(({ id, tests, notApplicable }) => [id, tests.size, notApplicable]),
      [
        ['fault-001', 0, undefined],
        ['fault-002', 0, 'a reason'],
      ],
    );
  });
});
