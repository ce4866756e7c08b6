/** Replies with status 200 whose content is not what it should be. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { assertFailed, assertSaved, fault, PICTURE, type Expected } from '../../../support/faults.ts';
import { bigPng, BLUE, jpeg, png, WEBP } from '../../../support/image/images.ts';
import {
  blockedReply,
  dataUrlReply,
  inlineDataReply,
  newApiError,
  snakeReply,
  textReply,
} from '../../../support/gateway/scriptedGateway.ts';

const BAD: Expected = { outcome: 'bad_reply', charge: 'maybe', says: /may have been charged/ };
const NO_IMAGE: Expected = {
  outcome: 'no_image',
  charge: 'maybe',
  says: /may have been charged/,
  first: 'edit-prompt',
};
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const DATA = base64(PICTURE);
const inline = (data: string, mimeType = 'image/png'): object => ({
  inlineData: { mimeType, data },
});
const turn = (...parts: readonly object[]): object => ({
  body: { candidates: [{ content: { parts }, finishReason: 'STOP' }] },
});

describe('no reply at all', () => {
  for (const [name, body] of [
    ['a login', '<!doctype html><html><body><form>Sign in</form></body></html>'],
    ['a captive portal', '  <html><script>location="http://portal.example"</script></html>'],
  ] as const) {
    fault('fault-053', name, async (rig) => {
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
    fault('fault-054', `an error under 200: ${name}`, async (rig) => {
      const gateway = await rig.scripted({ body: body as object });
      assertFailed(await rig.ask({ at: gateway.origin }), { outcome, charge: 'no' });
    });
  }

  for (const [name, body] of [
    ['no JSON', 'OK'],
    ['a comma too many', '{"candidates": [],}'],
  ] as const) {
    fault('fault-055', name, async (rig) => {
      const gateway = await rig.scripted({ body });
      const ended = await rig.ask({ at: gateway.origin });
      assertFailed(ended, BAD);
      assert.doesNotMatch(ended.text, /Unexpected|token|JSON/);
    });
  }

  fault('fault-055', 'of a key that comes twice the last one counts', async (rig) => {
    const last = JSON.stringify(
      (inlineDataReply(PICTURE).body as { candidates: object }).candidates,
    );
    const gateway = await rig.scripted({ body: `{"candidates": null, "candidates": ${last}}` });
    assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
  });

  fault('fault-055', 'two documents', async (rig) => {
    const document = JSON.stringify(inlineDataReply(PICTURE).body);
    const gateway = await rig.scripted({ body: `${document}\n${document}` });
    assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
  });
});

describe('JSON that is made to exhaust a parser', () => {
  fault('fault-056', 'a million nested arrays', async (rig) => {
    const gateway = await rig.scripted({ body: '['.repeat(1_000_000) + ']'.repeat(1_000_000) });
    assertFailed(await rig.ask({ at: gateway.origin }), BAD);
  });

  fault('fault-056', 'a million keys', async (rig) => {
    const keys = Array.from({ length: 1_000_000 }, (_, i) => `"${i}":1`).join();
    const gateway = await rig.scripted({ body: `{${keys}}` });
    assertFailed(await rig.ask({ at: gateway.origin }), BAD);
  });

  fault('fault-057', 'keys that change prototypes', async (rig) => {
    const poison = '"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}';
    const body = JSON.stringify(inlineDataReply(PICTURE).body).replaceAll('{', `{${poison},`);
    const gateway = await rig.scripted({ body });
    assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
    assert.equal(({} as Record<string, unknown>)['polluted'], undefined);
    assert.equal(([] as unknown as Record<string, unknown>)['polluted'], undefined);
  });

  for (const [name, candidates] of [
    ['null', null],
    ['none', []],
    ['an object', { content: {} }],
    ['a thousand', Array.from({ length: 1000 }, () => ({ finishReason: 'OTHER' }))],
  ] as const) {
    fault('fault-058', `candidates: ${name}`, async (rig) => {
      const gateway = await rig.scripted({ body: { candidates, usageMetadata: {} } });
      assertFailed(await rig.ask({ at: gateway.origin }), NO_IMAGE);
    });
  }
});

describe('an answer without an image', () => {
  fault('fault-059', 'no parts', async (rig) => {
    const body = { candidates: [{ content: { parts: null }, finishReason: 'STOP' }] };
    const gateway = await rig.scripted({ body });
    assertFailed(await rig.ask({ at: gateway.origin }), NO_IMAGE);
  });

  fault('fault-059', 'words only', async (rig) => {
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
      fault('fault-060', `${reason} of the ${stage}`, async (rig) => {
        const gateway = await rig.scripted(blockedReply(reason, stage));
        const ended = await rig.ask({ at: gateway.origin });
        const says = new RegExp(
          `refused to create the image \\(${reason}\\)\\. .*The same prompt will be refused again`,
        );
        assertFailed(ended, { outcome: 'blocked', charge: 'maybe', says, first: 'edit-prompt' });
        assert.ok(!ended.actions.includes('send-again') && !ended.actions.includes('try-again'));
      });
    }
  }

  fault('fault-061', 'an unknown finish reason', async (rig) => {
    const body = { candidates: [{ finishReason: 'FROM_THE_FUTURE' }] };
    const gateway = await rig.scripted({ body });
    assertFailed(await rig.ask({ at: gateway.origin }), { ...NO_IMAGE, says: /FROM_THE_FUTURE/ });
  });

  fault(
    'fault-062',
    'drafts of an unfinished turn are offered, but not as results',
    async (rig) => {
      const parts = [{ ...inline(DATA), thought: true }, { text: 'No.' }];
      const body = { candidates: [{ content: { parts }, finishReason: 'NO_IMAGE' }] };
      const gateway = await rig.scripted({ body });
      assertFailed(await rig.ask({ at: gateway.origin }), {
        ...NO_IMAGE,
        says: /returned drafts but no final image/,
        keeps: true,
      });
    },
  );
});

describe('images between texts, and images with a wrong type', () => {
  fault('fault-063', 'several images between texts', async (rig) => {
    const blue = png(5, 5, BLUE);
    const gateway = await rig.scripted(
      turn({ text: 'First' }, inline(DATA), { text: 'and' }, inline(base64(blue)), {
        text: 'done',
      }),
    );
    assertSaved(await rig.ask({ at: gateway.origin }), PICTURE, blue);
  });

  for (const [name, bytes, mimeType, extension] of [
    ['JPEG called PNG', jpeg(), 'image/png', 'jpg'],
    ['WebP called octets', WEBP, 'application/octet-stream', 'webp'],
  ] as const) {
    fault('fault-064', name, async (rig) => {
      const gateway = await rig.scripted(inlineDataReply(bytes, mimeType));
      const ended = await rig.ask({ at: gateway.origin });
      assertSaved(ended, bytes);
      assert.match([...ended.saved.keys()][0] ?? '', new RegExp(`\\.${extension}$`));
    });
  }

  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>');
  for (const mimeType of ['image/svg+xml', 'image/png']) {
    fault('fault-065', `SVG called ${mimeType}`, async (rig) => {
      const gateway = await rig.scripted(inlineDataReply(svg, mimeType));
      assertFailed(await rig.ask({ at: gateway.origin }), {
        ...BAD,
        says: /returned data that isn't an image/,
      });
    });
  }

  const big = bigPng(60_000);
  for (const [name, bytes] of [
    ['PNG cut in its pixels', big.subarray(0, 40_000)],
    ['PNG without its end', big.subarray(0, -12)],
    ['JPEG without its end', jpeg(300, 300).subarray(0, -2)],
    ['WebP that is longer than it is', WEBP.subarray(0, -10)],
  ] as const) {
    fault('fault-066', name, async (rig) => {
      const gateway = await rig.scripted(inlineDataReply(bytes));
      const ended = await rig.ask({ at: gateway.origin });
      assertFailed(ended, {
        ...BAD,
        says: /returned an incomplete image/,
        first: 'save-anyway',
        keeps: true,
      });
    });
  }

  fault('fault-067', 'a PNG with bytes after its end is saved unchanged', async (rig) => {
    const polyglot = Buffer.concat([PICTURE, Buffer.from('<script>alert(1)</script>')]);
    const gateway = await rig.scripted(inlineDataReply(polyglot));
    assertSaved(await rig.ask({ at: gateway.origin }), polyglot);
  });

  fault('fault-068', 'one pixel is an image', async (rig) => {
    const gateway = await rig.scripted(inlineDataReply(png(1, 1)));
    assertSaved(await rig.ask({ at: gateway.origin }), png(1, 1));
  });

  fault('fault-068', 'an image without pixels is not an image', async (rig) => {
    const none = Buffer.from(png(1, 1));
    none.writeUInt32BE(0, 16);
    const gateway = await rig.scripted(inlineDataReply(none));
    assertFailed(await rig.ask({ at: gateway.origin }), { ...BAD, keeps: true });
  });

  fault(
    'fault-068',
    'a huge image is saved, and its size comes from the header alone',
    async (rig) => {
      const wide = png(30_000, 20);
      const gateway = await rig.scripted(inlineDataReply(wide));
      const ended = await rig.ask({ at: gateway.origin });
      assertSaved(ended, wide);
      assert.equal(ended.report?.images[0]?.facts.width, 30_000);
    },
  );
});

describe('base64 and data URLs', () => {
  const half = Math.floor(DATA.length / 2);
  for (const [name, data] of [
    ['junk in it', `${DATA.slice(0, half)}!!${DATA.slice(half)}`],
    ['an end in the middle', `${DATA.slice(0, half)}=${DATA.slice(half)}`],
  ] as const) {
    fault('fault-069', name, async (rig) => {
      const gateway = await rig.scripted(turn(inline(data)));
      const ended = await rig.ask({ at: gateway.origin });
      assertFailed(ended, { ...BAD, keeps: ended.report?.keeps ?? false });
    });
  }
  for (const [name, data] of [
    ['line ends in it', DATA.replace(/.{20}/g, '$&\r\n')],
    ['the alphabet of URLs', DATA.replaceAll('+', '-').replaceAll('/', '_')],
    ['no padding', DATA.replace(/=+$/, '')],
  ] as const) {
    fault('fault-069', name, async (rig) => {
      const gateway = await rig.scripted(turn(inline(data)));
      assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
    });
  }

  fault('fault-070', 'a data URL where base64 should be', async (rig) => {
    const gateway = await rig.scripted(turn(inline(`data:image/png;base64,${DATA}`)));
    assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
  });

  for (const [name, text] of [
    ['upper case', `![x](DATA:IMAGE/PNG;BASE64,${DATA})`],
    ['parameters', `![x](data:image/png;name=a.png;base64,${DATA})`],
    ['percent encoding', `![x](data:image/png;base64,${encodeURIComponent(DATA)})`],
    ['angle brackets', `![x](<data:image/png;base64,${DATA}>)`],
    ['a title', `![x](data:image/png;base64,${DATA} "a (nested) title")`],
    ['parentheses in the label', `![a (b) c](data:image/png;base64,${DATA})`],
    [
      'one that is cut behind it',
      `![x](data:image/png;base64,${DATA}) ![y](data:image/png;base64,${base64(big100())}`,
    ],
  ] as const) {
    fault('fault-071', `Markdown with ${name}`, async (rig) => {
      const gateway = await rig.scripted(textReply(text));
      const ended = await rig.ask({ at: gateway.origin });
      assertSaved(ended, PICTURE);
      assert.equal(ended.warnings.length, name.startsWith('one that is cut') ? 1 : 0);
    });
  }

  fault('fault-071', 'Markdown with two', async (rig) => {
    const blue = png(5, 5, BLUE);
    const image = (bytes: Uint8Array) => `![x](data:image/png;base64,${base64(bytes)})`;
    const gateway = await rig.scripted(textReply(`${image(PICTURE)} and ${image(blue)}`));
    assertSaved(await rig.ask({ at: gateway.origin }), PICTURE, blue);
  });

  fault('fault-072', 'a data URL that is no image', async (rig) => {
    const html = base64(Buffer.from('<script>alert(1)</script>'));
    const gateway = await rig.scripted(textReply(`![x](data:text/html;base64,${html})`));
    const ended = await rig.ask({ at: gateway.origin });
    assert.ok(ended.outcome === 'bad_reply' || ended.outcome === 'no_image');
    assertFailed(ended, { outcome: ended.outcome, charge: 'maybe' });
    assert.ok(!ended.text.includes(html));
  });

  fault('fault-073', 'a placeholder where the app would show an image', async (rig) => {
    const url = 'http://googleusercontent.com/image_generation_content/0';
    const gateway = await rig.scripted(textReply(`![x](${url})`));
    assertFailed(await rig.ask({ at: gateway.origin }), NO_IMAGE);
  });

  for (const [shape, reply] of [
    ['inlineData', inlineDataReply],
    ['inline_data', snakeReply],
    ['a data URL', dataUrlReply],
  ] as const) {
    fault('fault-074', `the source comes back, as ${shape}`, async (rig) => {
      const gateway = await rig.scripted(reply(PICTURE, 'image/png'));
      const ended = await rig.ask({ at: gateway.origin, source: PICTURE });
      assertSaved(ended, PICTURE);
      assert.match(ended.warnings.join(), /returned the source image unchanged/);
    });
  }
});

/** Half of an image of some size. */
function big100(): Uint8Array {
  return bigPng(100_000).subarray(0, 50_000);
}
