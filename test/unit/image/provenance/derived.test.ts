import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { conversionLabel, mergeLabel } from '../../../../src/image/provenance/derived.ts';

const NOTHING = { hasCredentials: false };
const AI = 'trainedAlgorithmicMedia';
const MERGED = 'compositeWithTrainedAlgorithmicMedia';
const stating = (sourceType: string) => ({ hasCredentials: false, sourceType });

describe('the label of a conversion', () => {
  test('is what the source says of itself', () => {
    assert.equal(conversionLabel(stating(AI), {}), AI);
    assert.equal(conversionLabel(stating(MERGED), { known: AI }), MERGED);
  });

  test('is what Easel knows of the run that made the source, where the source says nothing', () => {
    assert.equal(conversionLabel(NOTHING, { known: AI }), AI);
    assert.equal(conversionLabel({ hasCredentials: true }, { known: AI }), AI);
  });

  test('is missing for a photo of the user, and for credentials that don’t say how it was made', () => {
    assert.equal(conversionLabel(NOTHING, {}), undefined);
    assert.equal(conversionLabel({ hasCredentials: true }, {}), undefined);
  });

  test('is missing when the user turned labels off', () => {
    assert.equal(conversionLabel(stating(AI), undefined), undefined);
  });

  test('never vouches that something is a photo', () => {
    assert.equal(conversionLabel(stating('digitalCapture'), {}), undefined);
    assert.equal(conversionLabel(stating('somethingNew'), {}), undefined);
  });
});

describe('the label of a region edit', () => {
  test('says that a model made a part of it', () => {
    assert.equal(mergeLabel(NOTHING, NOTHING, true), MERGED);
    assert.equal(mergeLabel(stating('digitalCapture'), stating(AI), true), MERGED);
  });

  test('doesn’t blame a model for what the Practice gateway drew', () => {
    assert.equal(mergeLabel(NOTHING, NOTHING, false), 'composite');
    assert.equal(mergeLabel(stating(AI), NOTHING, false), MERGED);
  });
});
