import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describeWarning } from '../../../../src/messages/messages.ts';
import type { RegionWarning } from '../../../../src/messages/warnings/region.ts';
import { translate as t } from '../../../support/localization.ts';

/** A word or two that each warning needs, to tell what became of the image. */
const SAYS: Readonly<Record<RegionWarning['kind'], RegExp>> = {
  'region-more': /changed 26% of the image outside the marked region.*aren't used/,
  'region-plain': /couldn't align the result from M \(G\).*may be slightly off/,
  'region-unlike': /saved next to the result, with -whole in its name/,
  'region-late': /full image from M \(G\) is saved.*aren't merged/,
  'region-whole': /couldn't be merged.*full image from M \(G\) is saved instead/,
};
const SAMPLES: { readonly [K in RegionWarning['kind']]: Extract<RegionWarning, { kind: K }> } = {
  'region-more': { kind: 'region-more', share: 0.256 },
  'region-plain': { kind: 'region-plain' },
  'region-unlike': { kind: 'region-unlike' },
  'region-late': { kind: 'region-late' },
  'region-whole': { kind: 'region-whole' },
};

test('a warning about a region says what became of the image', () => {
  const warnings = Object.values(SAMPLES);
  assert.equal(warnings.length, 5);
  for (const warning of warnings) {
    const text = describeWarning(warning, 'M (G)', t);
    assert.match(text, SAYS[warning.kind]);
    assert.ok(text.length <= 300, text);
  }
});

test('a region that cannot be merged comes with the reason where it is known', () => {
  const problem = { kind: 'no-pixels', why: 'type', what: 'image/webp' } as const;
  assert.equal(
    describeWarning({ kind: 'region-whole', problem }, 'M (G)', t),
    "Easel can't decode images of type image/webp. The full image from M (G) is saved instead, including the area outside the marked region.",
  );
});
