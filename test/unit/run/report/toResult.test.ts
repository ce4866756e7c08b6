import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BUILT_IN_GATEWAYS } from '../../../../src/catalog/gateways.ts';
import { CheckError, ConnectError } from '../../../../src/errors.ts';
import type { RunPlan } from '../../../../src/run/plan/plan.ts';
import { toResult } from '../../../../src/run/report/result.ts';
import type { RunReport } from '../../../../src/run/runParts.ts';
import { t } from '../../../support/faults/faults.ts';

const PLAN: RunPlan = {
  operation: 'generate',
  gateway: BUILT_IN_GATEWAYS[0]!,
  model: 'nano-banana',
  modelId: 'gemini-2.5-flash-image',
  prompt: 'a cat',
  body: { prompt: 'a cat', images: [], inlineSpelling: 'inlineData' },
  images: [],
  target: { folder: 'file:///w', stem: 'a' },
  timeoutMs: 1000,
};
const REPORT: RunReport = {
  id: 'r',
  host: 'h',
  saved: [],
  files: [],
  images: [],
  warnings: [],
  tookMs: 5,
};
const SAVED = { ...REPORT, saved: ['file:///w/a.png'] };

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
    const failed = { ...REPORT, failure };
    assert.match(toResult([failed], PLAN, t).message ?? '', alone);
    const message = toResult([SAVED, failed], PLAN, t).message ?? '';
    assert.match(message, besideAnImage);
    assert.doesNotMatch(message, /Nothing was/);
  });
}
