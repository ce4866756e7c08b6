import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as fc from 'fast-check';
import { MAX_BYTES, MAX_ENTRIES } from '../../../src/history/history.ts';
import { HistoryLines } from '../../../src/history/historyLines.ts';
import { entries, entryOf } from '../../support/historyEntries.ts';

const MARK = { kind: 'rectangle' as const, x: 1, y: 2, width: 3, height: 4 };

const parse = (text: string) => new HistoryLines().parse(text);
const serialize = (history: ReturnType<typeof entries>) => new HistoryLines().serialize(history);

test('a history is parsed as it was serialized', async () => {
  const history = [entryOf(1), entryOf(2, { outcome: 'blocked', message: 'No.', results: [] })];
  assert.deepEqual(await parse(await serialize(history)), history);
});

test('the oldest entries are left out when there are too many, or when their lines are too long', async () => {
  const many = await parse(await serialize(entries(MAX_ENTRIES + 1)));
  assert.deepEqual([many.length, many[0]?.id], [MAX_ENTRIES, 'run-1']);
  const long = entries(1500).map((entry) => ({ ...entry, prompt: 'ä'.repeat(8000) }));
  const text = await serialize(long);
  assert.ok(Buffer.byteLength(text) <= MAX_BYTES);
  const kept = await parse(text);
  assert.ok(kept.length > 1200 && kept.length < 1250, `${kept.length} entries`);
  assert.equal(kept.at(-1)?.id, 'run-1499');
});

test('a line that stays is kept byte for byte, so that what a later version adds to it is not lost', async () => {
  const lines = new HistoryLines();
  const text = (await serialize([entryOf(1)])).replace('"saved"', '"saved","later":1');
  const history = await lines.parse(text);
  assert.deepEqual(history, [entryOf(1)]);
  assert.equal(await lines.serialize(history), text);
  assert.equal((await lines.parse(text))[0], history[0], 'not parsed again');
});

test('lines that are not entries are left out, and the others stay', async () => {
  const [first = '', second = ''] = (await serialize(entries(2))).split('\n');
  const broken = [
    first.slice(0, -9),
    '{}',
    'null',
    '[]',
    '\0\0',
    first.replace('"saved"', '"great"'),
  ];
  const text = [first, ...broken, second].join('\n');
  assert.deepEqual(await parse(text), entries(2));
});

test('an invalid region or mark is left out, and its entry stays', async () => {
  const [result] = entryOf(1).results;
  assert.ok(result);
  const entry = entryOf(1, { region: [MARK], results: [{ ...result, mark: { stars: 3 } }] });
  const line = await serialize([entry]);
  assert.deepEqual(await parse(line), [entry]);
  const changed = line.replace('"rectangle"', '"star"').replace('"stars":3', '"stars":9');
  const [kept] = await parse(changed);
  assert.deepEqual(JSON.parse(JSON.stringify(kept)), entryOf(1));
});

test('any text is parsed without throwing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fc.string(), fc.json())), async (lines) => {
      assert.ok(Array.isArray(await parse(lines.join('\n'))));
    }),
  );
});
