import fc from 'fast-check';
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseFromPanel } from '../../../../src/panel/protocol.ts';
import { panelEncoder } from '../../../../src/panel/results/encoder.ts';
import { MAX_ENCODED_BYTES } from '../../../../src/panel/results/protocol.ts';
import { WEBP } from '../../../support/image/images.ts';

test('ignores a file for a request that was never made', () => {
  const encoder = panelEncoder(() => undefined, { patienceMs: 5 });
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 64 }), (request) => {
      encoder.receive({ request, bytes: WEBP });
    }),
  );
});

test('drops files that are empty, too large, or not bytes', () => {
  const large = new Uint8Array(MAX_ENCODED_BYTES + 1);
  for (const bytes of [large, new Uint8Array(0), 'RIFF', [82, 73]]) {
    assert.equal(parseFromPanel({ type: 'encoded', request: 'a1', bytes }), undefined);
  }
});
