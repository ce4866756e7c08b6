/** What an error reply may contain besides its reason: an image, the key, or markup. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { CANARY } from '../../../support/canary.ts';
import { fault, PICTURE } from '../../../support/faults/faults.ts';
import { assertSaved } from '../../../support/faults/faultEnds.ts';
import { inlineDataReply, newApiError } from '../../../support/gateway/scriptedGateway.ts';

describe('an error reply', () => {
  for (const status of [500, 503, 524]) {
    fault('fault-099', `with status ${status} and an image saves the image`, async (rig) => {
      const gateway = await rig.scripted({ ...inlineDataReply(PICTURE), status });
      assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
    });
  }

  const messages: readonly (readonly [name: string, message: string])[] = [
    ['the key', `Incorrect API key provided: ${CANARY}.`],
    ['the key where a text is shortened', `${'x'.repeat(280)}${CANARY}`],
    ['the key where a notice is shortened', `${'x'.repeat(180)}${CANARY}`],
    ['the key in base64', `Basic ${Buffer.from(CANARY).toString('base64')} is no key`],
    ['the address', `GET https://x.example/?key=${encodeURIComponent(CANARY)} failed`],
    ['the key as an address spells it', `${new URLSearchParams({ k: CANARY }).toString()} is odd`],
    ['another key', 'upstream sk-0123456789abcdef0123 and AIzaSyA1234567890abcdefghijklmnopqrstuv'],
    ['a command', '[free credit](command:workbench.action.terminal.sendSequence "x")'],
    ['a page', '<html><img src=x onerror=alert(1)>'],
    ['terminal codes', '\u001b]52;c;ZXZpbA==\u0007\u001b[31mred\u202eevil'],
    ['ten megabytes', 'x'.repeat(10 << 20)],
  ];
  for (const [name, message] of messages) {
    fault('fault-100', `with ${name} in its message shows and logs it safely`, async (rig) => {
      for (const status of [400, 401, 500] as const) {
        const gateway = await rig.scripted(newApiError(status, '', message));
        const ended = await rig.ask({ at: gateway.origin });
        assert.notEqual(ended.outcome, 'saved');
        assert.ok(ended.text.length <= 400);
        assert.doesNotMatch(ended.text, /\]\(|onerror|sk-0123|AIzaSy/);
        const text = JSON.stringify(ended.report);
        assert.doesNotMatch(text, /sk-0123456789abcdef0123|AIzaSyA1234567890/);
        assert.ok(rig.log.length > 0);
        assert.ok(rig.log.every((line) => line.length < 10_000));
      }
    });
  }

  fault('fault-100', 'with the key in every place shows and logs it nowhere', async (rig) => {
    const headers = { 'x-oneapi-request-id': CANARY, 'cf-ray': CANARY, 'retry-after': CANARY };
    const error = {
      code: CANARY,
      status: CANARY,
      type: CANARY,
      message: CANARY,
      details: [{ reason: CANARY }],
    };
    for (const body of [
      { error },
      { promptFeedback: { blockReason: CANARY, blockReasonMessage: CANARY } },
      {
        candidates: [
          { finishReason: CANARY, finishMessage: CANARY, content: { parts: [{ text: CANARY }] } },
        ],
        modelVersion: CANARY,
        responseId: CANARY,
      },
    ]) {
      for (const status of [200, 400]) {
        const gateway = await rig.scripted({ status, headers, body });
        assert.notEqual((await rig.ask({ at: gateway.origin })).outcome, 'saved');
      }
    }
  });
});
