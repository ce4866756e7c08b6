import assert from 'node:assert/strict';
import { inlineDataReply } from '../support/gateway/scriptedGateway.ts';
import type { RecordedRequest } from '../support/gateway/scriptedGateway.ts';
import { BLUE, RED, jpeg, png } from '../support/image/images.ts';
import { withGateway } from './rig/gateway.ts';
import type { Rig } from './rig/gateway.ts';
import type { Tests } from './suite.ts';

const MODEL = 'gemini-3.1-flash-image-preview';
const FIRST = png(8, 6, RED);
const SECOND = jpeg(16, 12, BLUE);

interface Style {
  readonly gateway: Parameters<typeof withGateway>[0];
  /** The gateway's id for MODEL. */
  readonly model?: string;
  /** The place of the key: the query or a header. */
  readonly query?: (key: string) => string;
  readonly header?: (key: string) => readonly [string, string];
  readonly image: (mimeType: string, data: string) => object;
}

const inlineData = (mimeType: string, data: string) => ({ inlineData: { mimeType, data } });

const STYLES: Readonly<Record<string, Style>> = {
  crazyrouter: { gateway: 'crazyrouter', query: (key) => `?key=${key}`, image: inlineData },
  routescope: {
    gateway: 'routescope',
    header: (key) => ['authorization', `Bearer ${key}`],
    image: (mime_type, data) => ({ inline_data: { mime_type, data } }),
  },
  google: {
    gateway: 'google',
    model: 'gemini-3.1-flash-image',
    header: (key) => ['x-goog-api-key', key],
    image: inlineData,
  },
  'a gateway of the user': {
    gateway: { id: 'mine', auth: 'bearer' },
    header: (key) => ['authorization', `Bearer ${key}`],
    image: inlineData,
  },
};

export const tests: Tests = Object.fromEntries(
  Object.entries(STYLES).flatMap(([name, style]) => [
    [`${name}: a generation sends exactly the documented request`, () => generation(style)],
    [`${name}: an edit with two images sends exactly the documented request`, () => editing(style)],
  ]),
);

async function generation(style: Style): Promise<void> {
  await withGateway(style.gateway, async (rig) => {
    rig.gateway.respond(inlineDataReply(FIRST));
    const target = await rig.put('target.txt', '');
    const result = await rig.generate({ prompt: 'a "red" square 四角', target, model: MODEL });
    assert.equal(result.outcome, 'saved', result.message);
    checkRequest(style, rig, [{ text: 'a "red" square 四角' }]);
  });
}

async function editing(style: Style): Promise<void> {
  await withGateway(style.gateway, async (rig) => {
    rig.gateway.respond(inlineDataReply(FIRST));
    const images = [await rig.put('first.png', FIRST), await rig.put('second.jpg', SECOND)];
    const result = await rig.edit({ prompt: 'put them together', images, model: MODEL });
    assert.equal(result.outcome, 'saved', result.message);
    checkRequest(style, rig, [
      { text: 'put them together' },
      style.image('image/png', Buffer.from(FIRST).toString('base64')),
      style.image('image/jpeg', Buffer.from(SECOND).toString('base64')),
    ]);
  });
}

function checkRequest(style: Style, rig: Rig, parts: readonly object[]): void {
  assert.equal(rig.gateway.requests.length, 1);
  const request = rig.gateway.requests[0]!;
  assert.equal(request.method, 'POST');
  const path = `/v1beta/models/${style.model ?? MODEL}:generateContent`;
  assert.equal(request.url, path + (style.query?.(rig.key) ?? ''));

  const { headers } = request;
  const auth = style.header?.(rig.key);
  assert.equal(headers['authorization'], auth?.[0] === 'authorization' ? auth[1] : undefined);
  assert.equal(headers['x-goog-api-key'], auth?.[0] === 'x-goog-api-key' ? auth[1] : undefined);
  assert.equal(headers['content-type'], 'application/json');
  assert.equal(headers['content-length'], String(request.body.length));
  assert.equal(headers['cookie'], undefined);

  assert.deepEqual(request.json(), {
    contents: [{ role: 'user', parts }],
    generationConfig: { responseModalities: ['IMAGE'] },
  });
  assert.equal(occurrences(request, rig.key), 1, 'the key is in one place only');
}

function occurrences(request: RecordedRequest, secret: string): number {
  const wire = [request.url, ...request.rawHeaders, Buffer.from(request.body).toString('latin1')];
  return wire.join('\n').split(secret).length - 1;
}
