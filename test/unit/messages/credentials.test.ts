import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { CheckError } from '../../../src/errors.ts';
import { describeCredential, type CredentialEvent } from '../../../src/messages/credentials.ts';
import { describeError } from '../../../src/messages/messages.ts';
import { checkHeaderSecret, checkKey } from '../../../src/request/key.ts';
import { translate as t } from '../../support/localization.ts';

const EVENTS: readonly CredentialEvent[] = [
  'empty',
  'saved',
  'removed',
  'not-stored',
  'not-removed',
];

describe('the sentences about a secret', () => {
  test('report-D4 name the header if it is a header’s value, and call nothing an API key', () => {
    for (const event of EVENTS) {
      const text = describeCredential(event, { header: 'x-pass' }, 'gw.example', t);
      assert.match(text, /the value of the header x-pass/, event);
      assert.doesNotMatch(text, /key/i, event);
    }
  });

  test('report-D4 name the API key if it is the key', () => {
    for (const event of EVENTS) {
      const text = describeCredential(event, {}, 'gw.example', t);
      assert.match(text, /API key/, event);
      assert.doesNotMatch(text, /header/, event);
    }
  });

  test('report-D4 say what has an invalid character', () => {
    const problem = (check: (text: string) => string) => {
      try {
        return check('blue\u200bvalue');
      } catch (error) {
        return error instanceof CheckError ? describeError(error, t).text : error;
      }
    };
    assert.equal(
      problem(checkHeaderSecret),
      'The value of the header contains an invalid character at position 5. Paste it again.',
    );
    assert.equal(
      problem(checkKey),
      'The API key contains an invalid character at position 5. Paste it again.',
    );
  });

  test('report-D4 show a header’s name as plain text', () => {
    const text = describeCredential('removed', { header: '\u202ex' }, 'gw.example', t);
    assert.ok(!text.includes('\u202e'));
  });
});
