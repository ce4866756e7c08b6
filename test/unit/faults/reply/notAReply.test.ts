/** Replies with status 200 whose content is not a reply, or has no image. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { fault, PICTURE } from '../../../support/faults/faults.ts';
import { assertFailed, assertSaved, type Expected } from '../../../support/faults/faultEnds.ts';
import {
  blockedReply,
  inlineDataReply,
  newApiError,
  textReply,
} from '../../../support/gateway/scriptedGateway.ts';

const BAD: Expected = { outcome: 'bad_reply', charge: 'maybe', says: /may have been charged/ };
const NO_IMAGE: Expected = {
  outcome: 'no_image',
  charge: 'maybe',
  says: /may have been charged/,
  first: 'edit-prompt',
};

const DATA = Buffer.from(PICTURE).toString('base64');

describe('a reply that is not one', () => {
  for (const [name, body] of [
    ['a login', '<!doctype html><html><body><form>Sign in</form></body></html>'],
    ['a captive portal', '  <html><script>location="http://portal.example"</script></html>'],
  ] as const) {
    fault('fault-053', `is a bad reply: ${name}`, async (rig) => {
      const gateway = await rig.scripted({ headers: { 'content-type': 'text/html' }, body });
      const ended = await rig.ask({ at: gateway.origin });
      assertFailed(ended, { ...BAD, says: /returned a web page instead of an image/ });
      assert.doesNotMatch(ended.text, /<|portal.example|Sign in/);
    });
  }

  for (const [name, body, outcome] of [
    ['an object', newApiError(0, 'get_channel_failed', 'x').body, 'route_unavailable'],
    [
      'an array',
      [{ error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'slow' } }],
      'rate_limited',
    ],
    ['a string', { error: 'Unauthorized' }, 'auth'],
    ['success: false', { success: false, message: 'insufficient balance' }, 'quota'],
  ] as const) {
    fault('fault-054', `fails with the error that it states under 200: ${name}`, async (rig) => {
      const gateway = await rig.scripted({ body: body as object });
      assertFailed(await rig.ask({ at: gateway.origin }), { outcome, charge: 'no' });
    });
  }

  for (const [name, body] of [
    ['no JSON', 'OK'],
    ['a comma too many', '{"candidates": [],}'],
  ] as const) {
    fault('fault-055', `is a bad reply: ${name}`, async (rig) => {
      const gateway = await rig.scripted({ body });
      const ended = await rig.ask({ at: gateway.origin });
      assertFailed(ended, { ...BAD, keeps: true, first: 'show-unsaved' });
      assert.doesNotMatch(ended.text, /Unexpected|token|JSON/);
    });
  }
});

describe('an unusual reply', () => {
  fault('fault-055', 'with a key twice is read by the last one', async (rig) => {
    const last = JSON.stringify(
      (inlineDataReply(PICTURE).body as { candidates: object }).candidates,
    );
    const gateway = await rig.scripted({ body: `{"candidates": null, "candidates": ${last}}` });
    assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
  });

  fault('fault-055', 'with two documents gives the image of both once', async (rig) => {
    const document = JSON.stringify(inlineDataReply(PICTURE).body);
    const gateway = await rig.scripted({ body: `${document}\n${document}` });
    assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
  });
});

describe('JSON that is made to exhaust a parser', () => {
  fault('fault-056', 'with a million nested arrays is a bad reply', async (rig) => {
    const gateway = await rig.scripted({ body: '['.repeat(1_000_000) + ']'.repeat(1_000_000) });
    assertFailed(await rig.ask({ at: gateway.origin }), { ...BAD, keeps: true });
  });

  fault('fault-056', 'with a million keys is a bad reply', async (rig) => {
    const keys = Array.from({ length: 1_000_000 }, (_, i) => `"${i}":1`).join();
    const gateway = await rig.scripted({ body: `{${keys}}` });
    assertFailed(await rig.ask({ at: gateway.origin }), { ...BAD, keeps: true });
  });

  fault(
    'fault-057',
    'with keys that change prototypes gives its image and changes none',
    async (rig) => {
      const poison = '"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}';
      const body = JSON.stringify(inlineDataReply(PICTURE).body).replaceAll('{', `{${poison},`);
      const gateway = await rig.scripted({ body });
      assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
      assert.equal(([] as unknown as Record<string, unknown>)['polluted'], undefined);
    },
  );

  for (const [name, candidates] of [
    ['null', null],
    ['none', []],
    ['an object', { content: {} }],
    ['a thousand', Array.from({ length: 1000 }, () => ({ finishReason: 'OTHER' }))],
  ] as const) {
    fault('fault-058', `has no image with candidates: ${name}`, async (rig) => {
      const gateway = await rig.scripted({ body: { candidates, usageMetadata: {} } });
      assertFailed(await rig.ask({ at: gateway.origin }), NO_IMAGE);
    });
  }
});

describe('an answer without an image', () => {
  fault('fault-059', 'without parts is reported as no image', async (rig) => {
    const body = { candidates: [{ content: { parts: null }, finishReason: 'STOP' }] };
    const gateway = await rig.scripted({ body });
    assertFailed(await rig.ask({ at: gateway.origin }), NO_IMAGE);
  });

  fault('fault-059', 'has words, which are shown shortened', async (rig) => {
    const gateway = await rig.scripted(textReply(`I cannot draw that. ${'x'.repeat(500)}`));
    const ended = await rig.ask({ at: gateway.origin });
    assertFailed(ended, {
      ...NO_IMAGE,
      says: /returned text but no image.*may have been charged.*“I cannot draw that. x+…”/,
    });
    assert.ok(ended.text.length < 330);
  });

  for (const reason of ['SAFETY', 'IMAGE_SAFETY', 'PROHIBITED_CONTENT', 'RECITATION'] as const) {
    for (const stage of ['prompt', 'output'] as const) {
      fault(
        'fault-060',
        `is blocked by ${reason} of the ${stage}, and is not sent again`,
        async (rig) => {
          const gateway = await rig.scripted(blockedReply(reason, stage));
          const ended = await rig.ask({ at: gateway.origin });
          const says = new RegExp(
            `refused to create the image \\(${reason}\\)\\. .*Change the prompt before you send it again`,
          );
          assertFailed(ended, { outcome: 'blocked', charge: 'maybe', says, first: 'edit-prompt' });
          assert.ok(!ended.actions.includes('send-again') && !ended.actions.includes('try-again'));
        },
      );
    }
  }

  fault('fault-061', 'names an unknown finish reason', async (rig) => {
    const body = { candidates: [{ finishReason: 'FROM_THE_FUTURE' }] };
    const gateway = await rig.scripted({ body });
    assertFailed(await rig.ask({ at: gateway.origin }), { ...NO_IMAGE, says: /FROM_THE_FUTURE/ });
  });

  fault('fault-062', 'keeps the drafts of an unfinished turn, but not as results', async (rig) => {
    const parts = [{ inlineData: { data: DATA }, thought: true }, { text: 'No.' }];
    const body = { candidates: [{ content: { parts }, finishReason: 'NO_IMAGE' }] };
    const gateway = await rig.scripted({ body });
    assertFailed(await rig.ask({ at: gateway.origin }), {
      ...NO_IMAGE,
      says: /returned drafts but no final image/,
      keeps: true,
    });
  });
});
