import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import type { ReplyProblem } from '../../../../src/errors.ts';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { describeWarning } from '../../../../src/messages/messages.ts';
import { partialResultWarning, outputWarnings } from '../../../../src/run/report/resultWarnings.ts';
import { t } from '../../../support/faults/faults.ts';
import { png } from '../../../support/image/images.ts';

function result(width: number, height: number) {
  const bytes = png();
  const facts = inspectImage(bytes);
  assert.ok(facts);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  return { image: { sha256, size: bytes.byteLength, facts: { ...facts, width, height } }, bytes };
}

for (const [request, width, height, kinds] of [
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
  test(`warns of ${kinds.join(' and ') || 'nothing'} for ${width}×${height} after a request for ${JSON.stringify(request)}`, () => {
    const { image } = result(width, height);
    assert.deepEqual(
      outputWarnings(image, request, []).map(({ kind }) => kind),
      kinds,
    );
  });
}

test('warns of a result with the same bytes as a source, not of one with the same size', () => {
  const { image, bytes } = result(4, 3);
  const other = Buffer.from(bytes);
  other[other.length - 20] = (other[other.length - 20] ?? 0) ^ 1;
  assert.deepEqual(outputWarnings(image, {}, [{ bytes: other }]), []);
  assert.deepEqual(outputWarnings(image, {}, [{ bytes: other }, { bytes }]), [
    { kind: 'unchanged' },
  ]);
});

const lacks = (kind: ReplyProblem['kind'], facts: Partial<ReplyProblem> = {}): ReplyProblem => ({
  kind,
  outcome: 'blocked',
  charge: 'maybe',
  status: 200,
  ...facts,
});

for (const [problem, isKept, sentence] of [
  [lacks('blocked-output', { reason: 'IMAGE_SAFETY' }), false, 'R blocked another image (IMAGE_SAFETY).'],
  [lacks('download', { host: 'files.example' }), false, "R created another image that couldn't be downloaded from files.example."],
  [lacks('download'), false, "R created another image that couldn't be downloaded."],
  [lacks('cut-short'), false, 'The response from R ended early, so images may be missing.'],
  [lacks('refused', { status: 503, code: 'UNAVAILABLE' }), false, 'R failed after sending this image (503 UNAVAILABLE).'],
  [lacks('broken-image'), false, 'R also sent an incomplete image.'],
  [lacks('cut-short'), true, 'R also sent an incomplete image. Use Show Unsaved Results to save it.'],
] as const) {
  test(`says beside an image: ${sentence}`, () => {
    assert.equal(describeWarning(partialResultWarning(problem, isKept), 'R', t), sentence);
  });
} // prettier-ignore
