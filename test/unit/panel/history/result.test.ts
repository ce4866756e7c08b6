import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MAX_PROMPT_LENGTH } from '../../../../src/history/history.ts';
import { storedInputs, resultsOf } from '../../../../src/panel/history/result.ts';
import type { KnownImages } from '../../../../src/panel/memory/memory.ts';
import { entryOf } from '../../../support/historyEntries.ts';
import { panelImage } from '../../../support/panel/state.ts';

const SOURCE = entryOf(1).images[0] ?? '';
const RESULT = 'file:///w/docs/cat-edited.png';

test('an item becomes a result with its source, its inputs, and its mark; its file is not read again', async () => {
  const asked: KnownImages[] = [];
  const [image] = entryOf(1).results;
  assert.ok(image);
  const entry = entryOf(1, { results: [{ ...image, mark: { stars: 2 } }], remark: 'Done.' });
  const [result] = await resultsOf(
    [{ entry, index: 0 }],
    async (uris, known) => {
      asked.push(known);
      return uris.map((uri) => panelImage(uri, uri));
    },
    ({ id }) => `facts of ${id}`,
  );
  assert.deepEqual(
    [result?.uri, result?.source?.uri, result?.mark],
    [RESULT, SOURCE, { stars: 2 }],
  );
  assert.deepEqual(result?.inputs, {
    prompt: entry.prompt,
    model: entry.model,
    gateway: 'crazyrouter',
    aspectRatio: 'auto',
    imageSize: 'auto',
    images: [SOURCE],
    facts: 'facts of run-1',
    remark: 'Done.',
    warnings: [],
  });
  assert.deepEqual(asked[0]?.[RESULT], {
    bytes: 1000,
    details: '64×48 px · PNG · 1 kB',
    canPreview: true,
    mimeType: 'image/png',
  });
});

test('items without a file are left out, and a missing source leaves nothing to compare with', async () => {
  const items = [
    { entry: entryOf(1), index: 0 },
    { entry: entryOf(2, { results: [{ uri: 'file:///w/gone.png' }] }), index: 0 },
    { entry: entryOf(3, { results: [] }), index: -1 },
  ];
  const find = async (uris: readonly string[]) =>
    uris.filter((uri) => uri === RESULT).map((uri) => panelImage('a', uri));
  const results = await resultsOf(items, find, () => '');
  assert.deepEqual(
    results.map(({ uri, source }) => [uri, source]),
    [[RESULT, undefined]],
  );
});

test('a result has no inputs where not all of them were stored', () => {
  assert.ok(storedInputs(entryOf(1), () => ''));
  const long = entryOf(1, { prompt: 'x'.repeat(MAX_PROMPT_LENGTH) });
  assert.equal(
    storedInputs(long, () => ''),
    undefined,
  );
  assert.equal(
    storedInputs(entryOf(1, { region: [] }), () => ''),
    undefined,
  );
});
