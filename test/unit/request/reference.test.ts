import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { sourceFacts } from '../../../src/image/formats/sourceFacts.ts';
import { toReference } from '../../../src/request/reference.ts';
import { refused } from '../../support/expect.ts';
import { bmp } from '../../support/image/bitmaps.ts';
import { HEIC } from '../../support/image/images.ts';

describe('toReference', () => {
  test('accepts HEIC for models that take it', () => {
    const facts = sourceFacts(HEIC);
    assert.equal(
      toReference({ name: 'x.heic', bytes: HEIC }, facts, 'm', ['image/heic']).facts.mimeType,
      'image/heic',
    );
  });
  test('refuses a type that the model does not take, and names the types that it takes', () => {
    assert.deepEqual(
      refused(() =>
        toReference({ name: 'x.png', bytes: bmp() }, sourceFacts(bmp()), 'm', ['image/png']),
      ),
      {
        kind: 'type-not-taken',
        file: 'x.png',
        type: 'image/bmp',
        model: 'm',
        taken: ['image/png'],
      },
    );
  });
  test('refuses a file that is no image, whatever its name', () => {
    const bytes = Buffer.from('just text');
    assert.deepEqual(
      refused(() => toReference({ name: 'x.png', bytes }, sourceFacts(bytes), 'm', undefined)),
      { kind: 'not-an-image', file: 'x.png' },
    );
  });
});
