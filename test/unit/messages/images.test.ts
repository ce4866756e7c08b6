import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CheckError, type CheckProblem } from '../../../src/errors.ts';
import { describeError } from '../../../src/messages/messages.ts';
import { translate } from '../../support/localization.ts';

const describe = (problem: CheckProblem) => describeError(new CheckError(problem), translate);

test('report-C6 an image that is too large offers a copy of a size that fits, if there is one', () => {
  const tooLarge = { kind: 'too-large', bytes: 40_000_000, most: 28_000_000 } as const;
  const { text, actions } = describe({ ...tooLarge, side: 4096 });
  assert.match(text, /Nothing was sent\. A copy of up to 4096 px is small enough\.$/);
  assert.deepEqual(actions, ['send-smaller']);
  const without = describe(tooLarge);
  assert.match(without.text, /Use smaller or fewer images\.$/);
  assert.deepEqual(without.actions, []);
});

test('report-C1 a file that cannot be sent is named, with what to do about it', () => {
  const { text } = describe({ kind: 'no-pixels', why: 'type', what: 'image/heic', file: 'a.heic' });
  assert.match(text, /^a\.heic: .*image\/heic.*Nothing was sent\. Save it as PNG or JPEG first\.$/);
  const svg = describe({ kind: 'not-an-image', file: 'logo.svg', found: 'svg' });
  assert.match(
    svg.text,
    /^logo\.svg is an SVG drawing.*Easel panel.*export it as PNG\. Nothing was sent\.$/,
  );
});
