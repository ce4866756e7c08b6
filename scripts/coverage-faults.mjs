// `npm run coverage:faults`: which tests hold which row of the tables of faults and threats. A row has a
// test when the title of a test, or a line of the table that titles are made of, begins with its name as
// in `fault-042` or `threat-T06`; a comment that mentions it tests nothing. A row without one fails,
// unless test/faults-not-applicable.json says why it has none. With `--gaps` only those are printed.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const read = (file) => JSON.parse(readFileSync(file, 'utf8'));

const { faults, threats } = read('test/fault-rows.json');
const notApplicable = read('test/faults-not-applicable.json');
const rows = [
  ...Object.entries(faults).map(([n, title]) => [`fault-${n.padStart(3, '0')}`, title]),
  ...Object.entries(threats).map(([n, title]) => [`threat-T${n.padStart(2, '0')}`, title]),
];

const found = new Map(rows.map(([row]) => [row, new Map()]));
const unknown = new Set();
for (const name of readdirSync('test', { recursive: true }).sort()) {
  if (!name.endsWith('.test.ts')) continue;
  const text = readFileSync(path.join('test', name), 'utf8');
  for (const row of rowsIn(name, text)) {
    const tests = found.get(row);
    if (tests === undefined) unknown.add(`${row} (${name})`);
    else tests.set(name, (tests.get(name) ?? 0) + 1);
  }
}

/** The rows with which the string literals of a file begin: titles of tests, and the tables that they are made of. */
function rowsIn(name, text) {
  const rows = [];
  const look = (node) => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) {
      const [titled] = /^(?:(?:fault-\d{3}|threat-T\d{2})(?: |$))*/.exec(node.text);
      rows.push(...titled.split(' ').filter((row) => row !== ''));
    }
    ts.forEachChild(node, look);
  };
  look(ts.createSourceFile(name, text, ts.ScriptTarget.Latest));
  return rows;
}

const gapsOnly = process.argv.includes('--gaps');
const gaps = [];
for (const [row, title] of rows) {
  const tests = [...found.get(row)].map(([file, count]) => `${file} ×${count}`);
  const reason = notApplicable[row];
  const where = tests.length > 0 ? tests.join(', ') : reason ? `n/a: ${reason}` : 'GAP';
  if (where === 'GAP') gaps.push(row);
  if (where === 'GAP' || !gapsOnly) console.log(`${row.padEnd(11)} ${title.padEnd(40)} ${where}`);
}
for (const row of unknown) console.error(`No such row: ${row}`);
console.log(
  `\n${rows.length - gaps.length} of ${rows.length} rows, ${gaps.length} gaps ${gaps.join(' ')}`,
);
process.exitCode = gaps.length + unknown.size > 0 ? 1 : 0;
