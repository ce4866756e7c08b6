import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import {
  addEntry,
  MAX_BYTES,
  MAX_ENTRIES,
  parseHistory,
  removeEntry,
  replaceEntry,
  serializeHistory,
} from '../../../src/history/history.ts';
import { entries, entryOf, idsOf } from '../../support/historyEntries.ts';

const MARK = { kind: 'rectangle' as const, x: 1, y: 2, width: 3, height: 4 };

test('a history is parsed as it was serialized', () => {
  const history = [entryOf(1), entryOf(2, { outcome: 'blocked', message: 'No.', results: [] })];
  assert.deepEqual(parseHistory(serializeHistory(history)), history);
});

test('adding an entry to a full history removes the oldest one', () => {
  const ids = idsOf(addEntry(entries(MAX_ENTRIES), entryOf(9999)));
  assert.equal(ids.length, MAX_ENTRIES);
  assert.deepEqual([ids[0], ids.at(-1)], ['run-1', 'run-9999']);
});

test('a run has one entry: adding it again moves it to the end', () => {
  assert.deepEqual(idsOf(addEntry(entries(3), entryOf(0))), ['run-1', 'run-2', 'run-0']);
});

test('removing an entry keeps the others', () => {
  assert.deepEqual(idsOf(removeEntry(entries(3), 'run-1')), ['run-0', 'run-2']);
});

test('the end of a run replaces its entry in place, and a deleted entry stays deleted', () => {
  const end = entryOf(1, { outcome: 'blocked' });
  const replaced = replaceEntry(entries(3), end);
  assert.deepEqual(idsOf(replaced), ['run-0', 'run-1', 'run-2']);
  assert.equal(replaced[1]?.outcome, 'blocked');
  assert.deepEqual(idsOf(replaceEntry(removeEntry(entries(3), 'run-1'), end)), ['run-0', 'run-2']);
});

test('long prompts push out old entries, because the file has a limit in bytes', () => {
  const long = entries(200).map((entry) => ({ ...entry, prompt: 'ä'.repeat(8000) }));
  const text = serializeHistory(long);
  assert.ok(Buffer.byteLength(text) <= MAX_BYTES);
  const kept = parseHistory(text);
  assert.ok(kept.length > 50 && kept.length < 70, `${kept.length} entries`);
  assert.equal(kept.at(-1)?.id, 'run-199');
});

test('lines that are not entries are left out, and the others stay', () => {
  const [first = '', second = ''] = serializeHistory(entries(2)).split('\n');
  const broken = [
    first.slice(0, -9),
    '{}',
    'null',
    '[]',
    '\0\0',
    first.replace('"saved"', '"great"'),
  ];
  const text = [first, ...broken, second].join('\n');
  assert.deepEqual(parseHistory(text), entries(2));
});

test('an invalid mark is left out, and its entry stays', () => {
  const entry = entryOf(1, { region: [MARK] });
  const [line = ''] = serializeHistory([entry]).split('\n');
  assert.deepEqual(parseHistory(line)[0]?.region, [MARK]);
  const changed = line.replace('"rectangle"', '"star"');
  assert.deepEqual(parseHistory(changed), [{ ...entryOf(1), region: undefined }]);
});

test('any text is parsed without throwing', () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(fc.string(), fc.json())), (lines) => {
      assert.ok(Array.isArray(parseHistory(lines.join('\n'))));
    }),
  );
});
