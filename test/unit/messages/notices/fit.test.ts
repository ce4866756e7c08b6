import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CheckError } from '../../../../src/errors.ts';
import { describeError } from '../../../../src/messages/messages.ts';
import { fitNotice, NOTICE_LENGTH } from '../../../../src/messages/notices/fit.ts';
import { moneySentences } from '../../../../src/messages/notices/money.ts';
import { translate as t } from '../../../support/localization.ts';
import { ERRORS } from '../../../support/messages/samples.ts';

const MONEY = /\b(?:sent|charged|kept)\b/;

describe('a notice', () => {
  test('has at most two lines for every failure, and still says what it means for money', () => {
    for (const error of ERRORS) {
      if (error instanceof CheckError && error.problem.kind === 'bad-key') continue;
      const whole = describeError(error, t).text;
      const { text, isCut } = fitNotice([whole], moneySentences(t));
      assert.ok(text.length <= NOTICE_LENGTH, text);
      assert.match(text, MONEY, whole);
      assert.equal(isCut, text !== whole, whole);
    }
  });

  test('keeps whole sentences in order, and the needed ones whatever comes before', () => {
    const long = `${'X'.repeat(100)}.`;
    const needed = new Set(['Nothing was sent.']);
    assert.deepEqual(fitNotice([`It really failed. ${long} Nothing was sent.`], needed), {
      text: 'It really failed. Nothing was sent.',
      isCut: true,
    });
    assert.deepEqual(fitNotice(['It failed.', 'Nothing was sent.']), {
      text: 'It failed. Nothing was sent.',
      isCut: false,
    });
  });

  test('leaves out hosts and codes before it leaves out sentences', () => {
    const what =
      "gemini-3.1-flash-image-preview isn't available at Mine (gw.example) (500 no_channel).";
    const wait = 'You can try again after 3:58:00 PM.';
    assert.deepEqual(fitNotice([`${what} Nothing was charged. ${wait}`]), {
      text: `gemini-3.1-flash-image-preview isn't available at Mine. Nothing was charged. ${wait}`,
      isCut: true,
    });
    const name = `${'x'.repeat(90)} (1).png is incomplete.`;
    assert.match(fitNotice([`${name} Copy or download it again.`]).text, / \(1\)\.png/);
  });

  test('cuts a first sentence that is too long, and leaves room for the needed one', () => {
    const needed = new Set(['Nothing was sent.']);
    const { text, isCut } = fitNotice([`${'x'.repeat(300)}.`, 'Nothing was sent.'], needed);
    assert.ok(isCut && text.length <= NOTICE_LENGTH);
    assert.match(text, /^x+… Nothing was sent\.$/);
  });

  test('does not end a sentence inside a host name or a quote', () => {
    const quote = `Response: “It failed. ${'Again and again. '.repeat(9)}”`;
    assert.equal(fitNotice(['gw.example is down.', quote]).text, 'gw.example is down.');
    const short = 'Response: “No. Not now.”';
    assert.equal(fitNotice(['gw.example is down.', short]).text, `gw.example is down. ${short}`);
  });
});
