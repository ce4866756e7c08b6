import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { imageFacts } from '../../src/image/facts.ts';
import { checkTruth } from '../../src/run/truth.ts';
import { png } from '../support/images.ts';

function result(width: number, height: number) {
  const bytes = png();
  const facts = imageFacts(bytes);
  assert.ok(facts);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { image: { sha256, size: bytes.byteLength, facts: { ...facts, width, height } }, bytes };
}

for (const [asked, width, height, told] of [
  [{ aspectRatio: '16:9', imageSize: '1K' }, 1376, 768, []],
  [{ aspectRatio: '21:9', imageSize: '1K' }, 1584, 672, []],
  [{ aspectRatio: '1:8', imageSize: '512' }, 181, 1448, []],
  [{ aspectRatio: '16:9', imageSize: '2K' }, 1024, 1024, ['other-ratio', 'other-size']],
  [{ aspectRatio: '3:2' }, 1200, 896, ['other-ratio']],
  [{ aspectRatio: '4:3' }, 1200, 896, []],
  [{ imageSize: '4K' }, 2048, 2048, ['other-size']],
  [{ imageSize: '4K' }, 5504, 3072, []],
  [{}, 1, 1000, []],
  [{ aspectRatio: '1:1' }, 0, 0, []],
] as const) {
  test(`asked ${JSON.stringify(asked)}, got ${width}×${height}: ${told.join(', ') || 'nothing to tell'}`, () => {
    const { image } = result(width, height);
    assert.deepEqual(
      checkTruth(image, asked, []).map(({ kind }) => kind),
      told,
    );
  });
}

test('a result with the bytes of a source is told of, one of the same size is not', () => {
  const { image, bytes } = result(4, 3);
  const other = Buffer.from(bytes);
  other[other.length - 20] = (other[other.length - 20] ?? 0) ^ 1;
  assert.deepEqual(checkTruth(image, {}, [{ bytes: other }]), []);
  assert.deepEqual(checkTruth(image, {}, [{ bytes: other }, { bytes }]), [{ kind: 'unchanged' }]);
});
