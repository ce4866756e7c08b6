import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { originOf } from '../../../src/history/origin.ts';
import { entryOf } from '../../support/historyEntries.ts';

const URI = 'file:///w/docs/cat-edited.png';
const SIZE = 1000;

describe('the origin of an image', () => {
  test('is the run that made it', () => {
    assert.equal(originOf([entryOf(1)], URI, SIZE), 'trainedAlgorithmicMedia');
    const region = entryOf(1, { region: [] });
    assert.equal(originOf([region], URI, SIZE), 'compositeWithTrainedAlgorithmicMedia');
  });

  test('is unknown for an image that no run made, and for a source', () => {
    const entry = entryOf(1, { images: ['file:///w/photo.png'] });
    assert.equal(originOf([entry], 'file:///w/photo.png', SIZE), undefined);
    assert.equal(originOf([], URI, SIZE), undefined);
  });

  test('is unknown if the file isn’t the one that Easel wrote', () => {
    assert.equal(originOf([entryOf(1)], URI, SIZE + 1), undefined);
    const unknownSize = entryOf(1, { results: [{ uri: URI }] });
    assert.equal(originOf([unknownSize], URI, SIZE), undefined);
  });

  test('is the newest run that wrote a file with this name', () => {
    const later = entryOf(2, { results: [{ uri: URI, size: 7 }] });
    assert.equal(originOf([entryOf(1), later], URI, SIZE), undefined);
    assert.equal(originOf([entryOf(1), later], URI, 7), 'trainedAlgorithmicMedia');
  });

  test('isn’t a model at the Practice gateway, which only filters the images that it edits', () => {
    const practice = { gateway: 'practice' } as const;
    assert.equal(originOf([entryOf(1, practice)], URI, SIZE), undefined);
    const generated = entryOf(1, { ...practice, operation: 'generate' });
    assert.equal(originOf([generated], URI, SIZE), 'algorithmicMedia');
    assert.equal(originOf([entryOf(1, { ...practice, region: [] })], URI, SIZE), 'composite');
  });
});
