/** Images in base64 and in data URLs. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { fault, PICTURE } from '../../../support/faults/faults.ts';
import { assertFailed, assertSaved, type Expected } from '../../../support/faults/faultEnds.ts';
import { bigPng, BLUE, png } from '../../../support/image/images.ts';
import {
  dataUrlReply,
  inlineDataReply,
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
const HALF_PNG = bigPng(100_000).subarray(0, 50_000);
const inline = (data: string, mimeType = 'image/png'): object => ({
  inlineData: { mimeType, data },
});
const turn = (...parts: readonly object[]): object => ({
  body: { candidates: [{ content: { parts }, finishReason: 'STOP' }] },
});

describe('base64 and data URLs', () => {
  const half = Math.floor(DATA.length / 2);
  for (const [name, data] of [
    ['with other characters in it', `${DATA.slice(0, half)}!!${DATA.slice(half)}`],
    ['with padding in the middle', `${DATA.slice(0, half)}=${DATA.slice(half)}`],
  ] as const) {
    fault('fault-069', `base64 ${name} is a broken image, which is kept`, async (rig) => {
      const gateway = await rig.scripted(turn(inline(data)));
      assertFailed(await rig.ask({ at: gateway.origin }), { ...BAD, keeps: true });
    });
  }
  for (const [name, data] of [
    ['with line ends in it', DATA.replace(/.{20}/g, '$&\r\n')],
    ['in the alphabet of URLs', DATA.replaceAll('+', '-').replaceAll('/', '_')],
    ['without padding', DATA.replace(/=+$/, '')],
  ] as const) {
    fault('fault-069', `base64 ${name} is saved`, async (rig) => {
      const gateway = await rig.scripted(turn(inline(data)));
      assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
    });
  }

  fault('fault-070', 'a data URL in place of base64 is saved', async (rig) => {
    const gateway = await rig.scripted(turn(inline(`data:image/png;base64,${DATA}`)));
    assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
  });

  for (const [name, text] of [
    ['a data URL in upper case', `![x](DATA:IMAGE/PNG;BASE64,${DATA})`],
    ['parameters in the data URL', `![x](data:image/png;name=a.png;base64,${DATA})`],
    ['a percent-encoded data URL', `![x](data:image/png;base64,${encodeURIComponent(DATA)})`],
    ['a data URL in angle brackets', `![x](<data:image/png;base64,${DATA}>)`],
    ['a title', `![x](data:image/png;base64,${DATA} "a (nested) title")`],
    ['parentheses in the label', `![a (b) c](data:image/png;base64,${DATA})`],
    [
      'an incomplete image after it',
      `![x](data:image/png;base64,${DATA}) ![y](data:image/png;base64,${base64(HALF_PNG)}`,
    ],
  ] as const) {
    fault('fault-071', `a Markdown image with ${name} is saved`, async (rig) => {
      const gateway = await rig.scripted(textReply(text));
      const ended = await rig.ask({ at: gateway.origin });
      assertSaved(ended, PICTURE);
      assert.equal(ended.warnings.length, name.startsWith('an incomplete') ? 1 : 0);
    });
  }

  fault('fault-071', 'two Markdown images are saved', async (rig) => {
    const blue = png(5, 5, BLUE);
    const image = (bytes: Uint8Array) => `![x](data:image/png;base64,${base64(bytes)})`;
    const gateway = await rig.scripted(textReply(`${image(PICTURE)} and ${image(blue)}`));
    assertSaved(await rig.ask({ at: gateway.origin }), PICTURE, blue);
  });

  fault('fault-072', 'a data URL with HTML is not an image', async (rig) => {
    const html = base64(Buffer.from('<script>alert(1)</script>'));
    const gateway = await rig.scripted(textReply(`![x](data:text/html;base64,${html})`));
    const ended = await rig.ask({ at: gateway.origin });
    assertFailed(ended, NO_IMAGE);
    assert.ok(!ended.text.includes(html));
  });

  fault('fault-073', 'a placeholder of the Gemini app is not an image', async (rig) => {
    const url = 'http://googleusercontent.com/image_generation_content/0';
    const gateway = await rig.scripted(textReply(`![x](${url})`));
    assertFailed(await rig.ask({ at: gateway.origin }), NO_IMAGE);
  });

  for (const [shape, reply] of [
    ['inlineData', inlineDataReply],
    ['inline_data', snakeReply],
    ['a data URL', dataUrlReply],
  ] as const) {
    fault(
      'fault-074',
      `the unchanged source, returned as ${shape}, is saved with a warning`,
      async (rig) => {
        const gateway = await rig.scripted(reply(PICTURE, 'image/png'));
        const ended = await rig.ask({ at: gateway.origin, source: PICTURE });
        assertSaved(ended, PICTURE);
        assert.match(ended.warnings.join(), /returned the source image unchanged/);
      },
    );
  }
});
