import assert from 'node:assert/strict';
import { test } from 'node:test';
import { searchHistory } from '../../../src/history/search.ts';
import { entries, entryOf } from '../../support/historyEntries.ts';

const NOW = new Date(2026, 10, 27, 12).getTime();
const HISTORY = [
  entryOf(1, { at: new Date(2026, 10, 20, 9).getTime() }),
  entryOf(2, {
    at: NOW,
    prompt: 'A fox in the snow',
    images: [],
    model: 'gemini-2.5-flash-image',
    results: [
      { uri: 'file:///w/fox.png', mark: { stars: 3 } },
      { uri: 'file:///w/fox-2.png', mark: { flag: 'reject' } },
    ],
  }),
  entryOf(3, { at: NOW + 1, prompt: 'A failure', outcome: 'blocked', images: [], results: [] }),
];

async function found(text: string): Promise<readonly string[]> {
  const items = await searchHistory(HISTORY, text, { now: NOW, locale: 'en' });
  return items.map(({ entry, index }) => `${entry.id.slice(4)}.${index}`);
}

test('shows the newest item first, and every item for a text without words', async () => {
  const all = ['3.-1', '2.0', '2.1', '1.0'];
  assert.deepEqual(await found('  '), all);
  assert.deepEqual(await found('gemini'), all);
});

test('finds words of the prompt, the model, and file names, in any order', async () => {
  assert.deepEqual(await found('blue sky'), ['1.0']);
  assert.deepEqual(await found('SNOW'), ['2.0', '2.1']);
  assert.deepEqual(await found('2.5 fox'), ['2.0', '2.1']);
  assert.deepEqual(await found('cafe.png'), ['1.0']);
  assert.deepEqual(await found('sky fox'), []);
});

test('finds a model by the name that lists show', async () => {
  assert.deepEqual(await found('banana'), ['3.-1', '2.0', '2.1', '1.0']);
  assert.deepEqual(await found('Nano Banana 2'), ['3.-1', '2.0', '2.1', '1.0']);
  assert.deepEqual(await found('banana 3.1'), ['3.-1', '1.0']);
  const history = [entryOf(1, { model: 'of-my-own', results: [] })];
  const now = { now: NOW, locale: 'en' };
  assert.deepEqual(await searchHistory(history, 'banana', now), []);
  assert.equal((await searchHistory(history, 'of-my-own', now)).length, 1);
});

test('finds a word with letters left out, but not with letters in another order', async () => {
  assert.deepEqual(await found('banner'), ['1.0']);
  assert.deepEqual(await found('bnner'), ['1.0']);
  assert.deepEqual(await found('bnnre'), []);
  assert.deepEqual(await found('bnr'), []);
});

test('takes the signs of a word with letters left out as they are written', async () => {
  assert.deepEqual(await found('banner*'), []);
  assert.deepEqual(await found('(bnner'), []);
  assert.deepEqual(await found('gmini-2.5-flash-image'), ['2.0', '2.1']);
  assert.deepEqual(await found('gmini-2x5-flash-image'), []);
  assert.deepEqual(await found('b.nner'), []);
});

test('a search for a line of equal letters ends', async () => {
  // With a choice of places for each letter, it would take years.
  const lines = [`${'a'.repeat(130)}b and more`, `|${'-'.repeat(62)}| and more`];
  const history = lines.map((prompt, index) => entryOf(index, { prompt }));
  for (const word of [
    `${'a'.repeat(64)}${'b'.repeat(64)}`,
    `|${'-'.repeat(30)}|${'-'.repeat(30)}|`,
  ]) {
    assert.deepEqual(await searchHistory(history, word, { now: NOW, locale: 'en' }), []);
  }
});

test('finds no word that is more than three letters longer', async () => {
  assert.deepEqual(await found('gmin-2.5-flash-image'), ['2.0', '2.1']);
  assert.deepEqual(await found('gmn-2.5-flash-image'), ['2.0', '2.1']);
  assert.deepEqual(await found('gm-2.5-flash-image'), []);
});

test('finds a short word only as it is written', async () => {
  assert.deepEqual(await found('fox'), ['2.0', '2.1']);
  assert.deepEqual(await found('fx'), []);
});

test('finds days and months, alone and with words', async () => {
  for (const text of ['nov 20', '2026-11-20', 'sky Nov 20, 2026', 'bnner 20 november']) {
    assert.deepEqual(await found(text), ['1.0'], text);
  }
  assert.deepEqual(await found('fox nov 20'), []);
  assert.equal((await found('2026-11')).length, 4);
  assert.deepEqual(await found('today fox'), ['2.0', '2.1']);
});

test('finds marks and failures', async () => {
  for (const text of ['is:starred', 'is:star fox', '★']) {
    assert.deepEqual(await found(text), ['2.0'], text);
  }
  assert.deepEqual(await found('is:rejected'), ['2.1']);
  assert.deepEqual(await found('is:kept'), []);
  assert.deepEqual(await found('is:failed'), ['3.-1']);
});

test('a search of a long history lets other work of the thread run', async () => {
  const long = entries(10_000).map((entry) => ({
    ...entry,
    prompt: `ü ${entry.prompt} `.repeat(9),
  }));
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  await searchHistory(long, 'nothing has this', { now: NOW, locale: 'en' });
  clearInterval(timer);
  assert.ok(turns > 1);
});
