import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CheckError, ConnectError } from '../../../../src/errors.ts';
import { toResult } from '../../../../src/run/report/result.ts';
import { t } from '../../../support/faults/faults.ts';
import { PLAN, REPORT } from './samples.ts';

const NO_IMAGE = { ...REPORT, saved: [], files: [], images: [] };

for (const [name, failure, alone, besideAnImage] of [
  [
    'a check',
    new CheckError({ kind: 'no-source' }),
    /Nothing was sent\./,
    /This request wasn't sent\./,
  ],
  [
    'a connection',
    new ConnectError('h', 'refused', 'ECONNREFUSED'),
    /Nothing was sent or charged\./,
    /The failed request wasn't charged\./,
  ],
] as const) {
  test(`the message of ${name} that failed says that nothing was sent only if no other request was`, () => {
    const failed = { ...NO_IMAGE, failure };
    assert.match(toResult([failed], PLAN, t).message ?? '', alone);
    const message = toResult([REPORT, failed], PLAN, t).message ?? '';
    assert.match(message, besideAnImage);
    assert.doesNotMatch(message, /Nothing was/);
  });
}
