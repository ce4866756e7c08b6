/** Names that carry versions: the numbers of a name continue, and its ending isn't added twice. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { numberOf } from '../../../../src/disk/names.ts';
import { resultName } from '../../../../src/run/plan/resultName.ts';

const prompt = 'Make it blue';

describe('the name of a result', () => {
  for (const [template, source, stem, number] of [
    // The source isn't a version yet.
    ['${source}-edited', 'photo', 'photo-edited', undefined],
    ['${source}-edited', 'photo-2', 'photo-2-edited', undefined],
    ['${source}-edited', 'edited', 'edited-edited', undefined],
    ['${source}-edited', '-edited', 'edited-edited', undefined],
    ['${source}', 'photo', 'photo', undefined],
    ['${prompt}', 'make-it-blue', 'make-it-blue', undefined],
    ['fixed', 'fixed', 'fixed', undefined],
    ['${source} ${source}', 'a a', 'a a a a', undefined],
    // It is one, so the numbers continue.
    ['${source}-edited', 'photo-edited', 'photo-edited', 2],
    ['${source}-edited', 'photo-edited-2', 'photo-edited', 3],
    ['${source}-edited', 'photo-edited-99', 'photo-edited', 100],
    ['edited ${source}', 'edited photo-4', 'edited photo', 5],
    ['${source}-${prompt}', 'photo-make-it-blue', 'photo-make-it-blue', 2],
    ['${source}', 'photo-2', 'photo', 3],
    // These numbers are dates or counts.
    ['${source}', 'IMG-1234', 'IMG-1234', undefined],
    ['${source}', 'plan-2026', 'plan-2026', undefined],
    ['${source}', 'photo-02', 'photo-02', undefined],
    ['${source}-edited', 'photo-edited-1', 'photo-edited-1-edited', undefined],
    ['${source}-edited', 'photo-edited-1000', 'photo-edited-1000-edited', undefined],
  ] as const) {
    test(`is ${stem} from ${number ?? 1} on, for ${source} by ${template}`, () => {
      const name = number === undefined ? { stem } : { stem, number };
      assert.deepEqual(resultName(template, { source, prompt }), name);
    });
  }

  test('is the prompt without a source', () => {
    assert.deepEqual(resultName('${source}-edited', { prompt }), { stem: 'make-it-blue' });
  });

  test('stays the same name for a long source whose name was cut', () => {
    const { stem } = resultName('${source}-edited', { source: '猫'.repeat(80), prompt });
    assert.deepEqual(resultName('${source}-edited', { source: stem, prompt }), { stem, number: 2 });
  });
});

test('the number of a version is at the end of a stem', () => {
  assert.deepEqual(numberOf('cat-edited-2'), { stem: 'cat-edited', number: 2 });
  for (const stem of ['cat', 'cat-1', 'cat-100', '-2', '2']) {
    assert.deepEqual(numberOf(stem), { stem });
  }
});
