import { decode as decodePng } from 'fast-png';
import { decode as decodeJpeg } from 'jpeg-js';
import assert from 'node:assert/strict';
import { Buffer } from 'node:buffer';
import { request } from 'node:http';
import { after, before, describe, test } from 'node:test';
import * as z from 'zod/mini';
import { regionInstruction } from '../../../src/image/region/regionReference.ts';
import { startPractice, type Practice } from '../../../src/practice/server/server.ts';
import { exif, GIF, jpeg, png, type Color } from '../../support/image/images.ts';

let practice: Practice;
before(async () => {
  practice = await startPractice();
});
after(() => practice.close());

const Part = z.looseObject({
  text: z.optional(z.string()),
  inlineData: z.optional(z.object({ mimeType: z.string(), data: z.string() })),
  inline_data: z.optional(z.object({ mime_type: z.string(), data: z.string() })),
});
const Reply = z.looseObject({
  candidates: z.array(
    z.looseObject({ content: z.optional(z.looseObject({ parts: z.array(Part) })) }),
  ),
});
const Failure = z.looseObject({
  error: z.looseObject({ message: z.string(), status: z.optional(z.string()), code: z.unknown() }),
});

interface Asking {
  readonly model?: string;
  readonly images?: readonly Uint8Array[];
  readonly config?: object;
}

function ask(
  prompt: string,
  { model = 'practice', images = [], config }: Asking = {},
): Promise<Response> {
  const inline = images.map((image) => ({
    inlineData: { mimeType: 'image/png', data: Buffer.from(image).toString('base64') },
  }));
  return fetch(`${practice.baseUrl}/v1beta/models/${model}:generateContent`, {
    method: 'POST',
    body: JSON.stringify({
      contents: [{ role: 'user', parts: [{ text: prompt }, ...inline] }],
      ...(config && { generationConfig: config }),
    }),
  });
}

async function parts(response: Response): Promise<readonly z.infer<typeof Part>[]> {
  assert.equal(response.status, 200);
  return z.parse(Reply, await response.json()).candidates[0]?.content?.parts ?? [];
}

interface Picture {
  readonly width: number;
  readonly height: number;
  readonly at: (x: number, y: number) => Color;
}

function picture(base64: string): Picture {
  const { width, height, data, channels } = decodePng(Buffer.from(base64, 'base64'));
  assert.equal(channels, 4);
  return {
    width,
    height,
    at: (x, y) => {
      const from = (y * width + x) * 4;
      return [data[from]!, data[from + 1]!, data[from + 2]!, data[from + 3]!];
    },
  };
}

async function drawn(prompt: string, asking?: Asking): Promise<Picture> {
  const image = (await parts(await ask(prompt, asking))).find(({ inlineData }) => inlineData);
  return picture(image?.inlineData?.data ?? '');
}

function reddish([red, green, blue]: Color): boolean {
  return red > 150 && green < 110 && blue < 110;
}

function bluish([red, green, blue]: Color): boolean {
  return blue > 150 && red < 110 && green < 150;
}

function whitish([red, green, blue]: Color): boolean {
  return red > 235 && green > 235 && blue > 235;
}

/** 288 x 192 px, white, with a red square in the middle and a blue spot in the upper left quarter. */
function scene(x: number, y: number): Color {
  if (x >= 108 && x < 180 && y >= 60 && y < 132) return [200, 30, 30];
  if (x >= 24 && x < 48 && y >= 24 && y < 48) return [30, 60, 200];
  return [255, 255, 255];
}
const SCENE = png(288, 192, scene);

describe('drawing', () => {
  test('a simple red square on a white background', async () => {
    const { width, height, at } = await drawn(
      'Generate an IMAGE of a simple red square on a white background. Return image output.',
    );
    assert.deepEqual([width, height], [1024, 1024]);
    assert.ok(reddish(at(512, 512)) && reddish(at(300, 300)));
    assert.deepEqual(
      [0, 1023].map((x) => whitish(at(x, 0))),
      [true, true],
    );
  });

  test('a blue circle is round', async () => {
    const { at } = await drawn('blue circle', { config: { imageConfig: { imageSize: '512' } } });
    assert.ok(bluish(at(256, 256)) && bluish(at(256 + 170, 256)));
    assert.ok(!bluish(at(256 + 150, 256 + 150)));
  });

  const sizes: readonly (readonly [string, string, number, number])[] = [
    ['1:1', '1K', 1024, 1024],
    ['16:9', '1K', 1376, 768],
    ['9:16', '512', 384, 688],
    ['3:2', '2K', 2528, 1696],
    ['1:8', '512', 184, 1456],
  ];
  for (const [aspectRatio, imageSize, width, height] of sizes) {
    test(`${aspectRatio} at ${imageSize} is ${width} x ${height}`, async () => {
      const made = await drawn('stripes', { config: { imageConfig: { aspectRatio, imageSize } } });
      assert.deepEqual([made.width, made.height], [width, height]);
    });
  }

  test('the same prompt gives the same bytes, another prompt others', async () => {
    const bytes = async (prompt: string): Promise<string> =>
      (await parts(await ask(prompt, { config: { imageConfig: { imageSize: '512' } } }))).at(-1)
        ?.inlineData?.data ?? '';
    const [first, second, other] = [
      await bytes('雨の夜の街'),
      await bytes('雨の夜の街'),
      await bytes('雨'),
    ];
    assert.ok(first.length > 1000);
    assert.equal(first, second);
    assert.notEqual(first, other);
  });

  test('a ratio or size that is none is refused', async () => {
    for (const imageConfig of [{ aspectRatio: 'wide' }, { imageSize: '1k' }]) {
      const response = await ask('a cat', { config: { imageConfig } });
      assert.equal(response.status, 400);
      assert.equal(z.parse(Failure, await response.json()).error.status, 'INVALID_ARGUMENT');
    }
  });
});

describe('editing', () => {
  const edit = (prompt: string, asking: Asking = {}): Promise<Picture> =>
    drawn(prompt, { images: [SCENE], ...asking });

  const prompts = [
    'Edit this image: change the background to blue and keep the main square visible. Return image output.',
    'Ändere den Hintergrund auf Blau',
    '背景を青に変えて',
    '把背景改成蓝色',
    'Change le fond en bleu',
    'Cambia el fondo a azul',
    'Cambia lo sfondo in blu',
  ];
  for (const prompt of prompts) {
    test(prompt, async () => {
      const { width, height, at } = await edit(prompt);
      assert.deepEqual([width, height], [288, 192]);
      assert.ok(bluish(at(0, 0)) && bluish(at(287, 0)) && bluish(at(210, 96)));
      assert.ok(reddish(at(144, 96)) && reddish(at(110, 62)));
    });
  }

  test('a removed background is transparent', async () => {
    const { at } = await edit('remove the background');
    assert.equal(at(0, 0)[3], 0);
    assert.deepEqual(at(144, 96), [200, 30, 30, 255]);
  });

  test('black and white', async () => {
    const [red, green, blue] = (await edit('make it black and white')).at(144, 96);
    assert.ok(red === green && green === blue && red < 120);
  });

  test('invert', async () => {
    assert.deepEqual((await edit('invert the colors')).at(144, 96), [55, 225, 225, 255]);
  });

  const moved: readonly (readonly [string, readonly number[], readonly [number, number]])[] = [
    ['flip horizontally', [288, 192], [287 - 36, 36]],
    ['mirror it', [288, 192], [287 - 36, 36]],
    ['flip vertically', [288, 192], [36, 191 - 36]],
    ['rotate 90 degrees', [192, 288], [191 - 36, 36]],
    ['rotate 180', [288, 192], [287 - 36, 191 - 36]],
    ['rotate by 270 degrees', [192, 288], [36, 287 - 36]],
    ['rotate 90 degrees counterclockwise', [192, 288], [36, 287 - 36]],
    ['flip horizontally and then rotate 180', [288, 192], [36, 191 - 36]],
    ['flip horizontally and vertically', [288, 192], [287 - 36, 191 - 36]],
    ['a vertical banner: flip it', [288, 192], [287 - 36, 36]],
    ['turn it upside down', [288, 192], [287 - 36, 191 - 36]],
    ['180度回転', [288, 192], [287 - 36, 191 - 36]],
    ['旋转270度', [192, 288], [36, 287 - 36]],
    ['um 90 Grad drehen', [192, 288], [191 - 36, 36]],
    ['90度回転', [192, 288], [191 - 36, 36]],
    ['上下反転', [288, 192], [36, 191 - 36]],
  ];
  for (const [prompt, size, spot] of moved) {
    test(`${prompt}: the blue spot moves`, async () => {
      const { width, height, at } = await edit(prompt);
      assert.deepEqual([width, height], size);
      assert.deepEqual(at(...spot), [30, 60, 200, 255]);
    });
  }

  test('verbs combine in their order', async () => {
    const { width, at } = await edit(
      'change the background to yellow, then rotate 90 and invert it',
    );
    assert.equal(width, 192);
    const [red, green, blue] = at(2, 2);
    assert.ok(blue > 200 && red < 40 && green < 80);
  });

  test('blur softens an edge, pixelate makes blocks', async () => {
    const edge = (await edit('blur it')).at(108, 96);
    assert.ok(edge[1] > 40 && edge[1] < 250);
    const { at } = await edit('pixelate');
    assert.deepEqual(at(105, 57), at(106, 58));
  });

  test('tones move the way they are told', async () => {
    const gray = png(64, 64, [120, 120, 120]);
    const after = async (prompt: string): Promise<Color> =>
      (await drawn(prompt, { images: [gray] })).at(2, 2);
    const [warm, cool, light, dark, red] = [
      await after('make it warmer'),
      await after('cooler please'),
      await after('brighten'),
      await after('darker'),
      await after('tint it red'),
    ];
    assert.ok(warm[0] > 130 && warm[2] < 110);
    assert.ok(cool[2] > 130 && cool[0] < 110);
    assert.ok(light[0] > 140 && dark[0] < 100);
    assert.ok(red[0] > red[2] + 50);
  });

  test('a ratio crops', async () => {
    const { width, height, at } = await edit('grayscale', {
      config: { imageConfig: { aspectRatio: '1:1' } },
    });
    assert.deepEqual([width, height], [192, 192]);
    assert.equal(at(96, 96)[0], at(96, 96)[1]);
  });

  test('a region is no wish: the source is edited as a whole, the picture of the mark is not', async () => {
    const source = png(64, 48, [200, 40, 40]);
    const prompt = `grayscale\n\n${regionInstruction('magenta')}`;
    const edited = await drawn(prompt, { images: [source, png(64, 48, [255, 0, 255])] });
    assert.deepEqual([edited.width, edited.height], [64, 48]);
    const [red, green, blue] = edited.at(32, 4);
    assert.ok(red === green && green === blue, 'gray, and not tinted as the mark is');
  });

  test('with a region only the source is edited: a reference is not put beside it', async () => {
    const images = [png(64, 48, [200, 40, 40]), png(90, 96, [30, 60, 200]), png(64, 48, [255, 0, 255])]; // prettier-ignore
    const { width, height } = await drawn(`grayscale\n\n${regionInstruction('magenta')}`, {
      images,
    });
    assert.deepEqual([width, height], [64, 48]);
  });

  test('several images stand side by side, the source first', async () => {
    const { width, height, at } = await edit('flip vertically', {
      images: [SCENE, png(90, 96, [30, 60, 200])],
    });
    assert.deepEqual([width, height], [288 + 180, 192]);
    assert.ok(reddish(at(144, 96)) && bluish(at(300, 30)));
  });

  test('without a verb something changes all the same, and Practice says what it knows', async () => {
    const [words, image] = await parts(await ask('surprise me', { images: [SCENE] }));
    assert.match(words?.text ?? '', /rotate/);
    assert.ok(!whitish(picture(image?.inlineData?.data ?? '').at(1, 1)));
  });

  test('what is ignored is told, also where no text is asked for; what is done in full is not', async () => {
    const said = async (prompt: string, images: readonly Uint8Array[] = [SCENE]) => {
      const config = { responseModalities: ['IMAGE'] };
      const all = await parts(await ask(prompt, { images, config }));
      return all.find(({ text }) => text !== undefined)?.text;
    };
    assert.equal(await said('make it gray. Flip it, please'), undefined);
    const partly = 'black and white, put a hat on the cat, flip horizontally and vertically';
    assert.equal(
      await said(partly),
      'Practice is no AI. Understood: grayscale, flip. Ignored: "put a hat on the cat".',
    );
    const two = [SCENE, png(90, 96, [30, 60, 200])];
    assert.equal(await said('put them side by side', two), undefined);
    assert.match(
      (await said('put them on a table', two)) ?? '',
      /Understood: side by side\. Ignored/,
    );
    assert.match((await said('put it side by side')) ?? '', /understood nothing/);
    assert.match((await said('a cat', [])) ?? '', /drew a landscape/);
    assert.equal(await said('a red circle', []), undefined);
  });

  test('a JPEG is read, and stood upright', async () => {
    const photo = jpeg(288, 192, scene, 95);
    const turned = Buffer.concat([photo.subarray(0, 2), exif(6), photo.subarray(2)]);
    const { width, height, at } = await edit('brighten', { images: [turned] });
    assert.deepEqual([width, height], [192, 288]);
    const [red, , blue] = at(191 - 36, 36);
    assert.ok(blue > 200 && red < 140);
  });

  test('other types, broken files and no image at all are refused in words', async () => {
    const half = SCENE.subarray(0, SCENE.length / 2);
    for (const image of [GIF, half, Buffer.from('hello')]) {
      const response = await ask('grayscale', { images: [image] });
      assert.equal(response.status, 400);
      assert.equal(z.parse(Failure, await response.json()).error.status, 'INVALID_ARGUMENT');
    }
    const gif = await ask('grayscale', { images: [GIF] });
    assert.match(z.parse(Failure, await gif.json()).error.message, /PNG and JPEG.*image\/gif/);
  });
});

describe('shapes', () => {
  const small = { config: { imageConfig: { imageSize: '512' } } };
  const markdown = async (prompt: string, model?: string): Promise<string> =>
    (await parts(await ask(prompt, { ...small, ...(model === undefined ? {} : { model }) })))[0]
      ?.text ?? '';

  test('gemini-3.1-flash-image-preview: inlineData and nothing around it', async () => {
    const response = await ask('a red circle', {
      ...small,
      model: 'gemini-3.1-flash-image-preview',
    });
    const reply = z.parse(Reply, await response.json());
    assert.deepEqual(Object.keys(reply), ['candidates']);
    assert.equal(reply.candidates[0]?.content?.parts[0]?.inlineData?.mimeType, 'image/png');
  });

  test('gemini-3-pro-image-preview: Markdown around a JPEG data URL', async () => {
    const text = await markdown('a red circle', 'gemini-3-pro-image-preview');
    const data = /^!\[image\]\(data:image\/jpeg;base64,([^)]+)\)$/.exec(text)?.[1] ?? '';
    assert.equal(decodeJpeg(Buffer.from(data, 'base64')).width, 512);
  });

  test('gemini-2.5-flash-image: Markdown around a PNG data URL', async () => {
    const text = await markdown('a red circle', 'gemini-2.5-flash-image');
    const data = /^!\[image\]\(data:image\/png;base64,([^)]+)\)$/.exec(text)?.[1] ?? '';
    assert.equal(picture(data).width, 512);
  });

  test('gemini-2.5-flash-image-preview: Markdown around a URL that is served', async () => {
    const text = await markdown('a red circle', 'gemini-2.5-flash-image-preview');
    const url = /^!\[Image\]\((http[^)]+)\)$/.exec(text)?.[1] ?? '';
    const response = await fetch(url);
    assert.equal(response.headers.get('content-type'), 'image/png');
    const bytes = Buffer.from(await response.arrayBuffer());
    assert.equal(picture(bytes.toString('base64')).width, 512);
    assert.equal((await fetch(url.replace(/\w{8}\.png/, '00000000.png'))).status, 404);
  });

  test('other ids: as Google answers', async () => {
    const reply = z.parse(Reply, await (await ask('a cat', small)).json());
    assert.deepEqual(Object.keys(reply).sort(), [
      'candidates',
      'modelVersion',
      'responseId',
      'usageMetadata',
    ]);
  });

  test('a stage direction chooses, and is not drawn', async () => {
    const [part] = await parts(await ask('blue circle [shape: snake]', small));
    const [plain] = await parts(await ask('blue circle', small));
    assert.equal(part?.inline_data?.mime_type, 'image/png');
    assert.equal(part.inline_data.data, plain?.inlineData?.data);
    assert.match(await markdown('blue circle [shape: hosted]'), /\/files\//);
    assert.equal((await ask('[shape: cube] a cat')).status, 400);
  });
});

describe('faults', () => {
  test('524 is a page, as proxies send it', async () => {
    const response = await ask('a cat [fault: 524]');
    assert.equal(response.status, 524);
    assert.match(response.headers.get('content-type') ?? '', /text\/html/);
    assert.ok(response.headers.has('cf-ray'));
  });

  test('get_channel_failed comes in the envelope of New API', async () => {
    const response = await ask('[fault: get_channel_failed]');
    assert.equal(response.status, 500);
    assert.equal(z.parse(Failure, await response.json()).error.code, 'get_channel_failed');
  });

  const bodies: readonly (readonly [string, RegExp])[] = [
    ['safety', /"finishReason":"IMAGE_SAFETY"/],
    ['blocked-prompt', /"blockReason":"PROHIBITED_CONTENT"/],
    ['text', /"text":"I can/],
    ['empty', /^\{\}$/],
    ['html', /<!doctype html>/],
  ];
  for (const [fault, body] of bodies) {
    test(`${fault} has status 200`, async () => {
      const response = await ask(`a cat [fault: ${fault}]`);
      assert.equal(response.status, 200);
      assert.match(await response.text(), body);
    });
  }

  for (const status of [400, 401, 403, 404, 413, 429, 500, 502, 503, 504, 521, 522, 523]) {
    test(`status ${status}`, async () => {
      assert.equal((await ask(`a cat [fault: ${status}]`)).status, status);
    });
  }

  test('broken connections', async () => {
    await assert.rejects(ask('[fault: reset]'));
    await assert.rejects(ask('[fault: cut]').then((response) => response.text()));
  });

  test('a fault nobody knows is refused with the list', async () => {
    const response = await ask('[fault: earthquake]');
    assert.match(z.parse(Failure, await response.json()).error.message, /get_channel_failed/);
  });

  test('slow waits, and does not hold up others', async () => {
    const started = performance.now();
    let slowDone = false;
    const slow = ask('blue circle [slow: 2]').then((response) => {
      slowDone = true;
      return response;
    });
    await ask('[fault: empty]');
    assert.ok(!slowDone);
    assert.equal((await slow).status, 200);
    assert.ok(performance.now() - started > 1900);
  });
});

describe('as a server', () => {
  test('lists its models', async () => {
    const response = await fetch(`${practice.baseUrl}/v1beta/models`);
    assert.match(await response.text(), /"name":"models\/gemini-3.1-flash-image-preview"/);
  });

  test('knows no other path', async () => {
    const response = await fetch(`${practice.baseUrl}/v1/images/generations`, { method: 'POST' });
    assert.equal(response.status, 404);
    assert.match(z.parse(Failure, await response.json()).error.message, /^Invalid URL \(POST/);
  });

  test('refuses bodies that are no request, and bodies beyond 40 MiB', async () => {
    const url = `${practice.baseUrl}/v1beta/models/m:generateContent`;
    for (const body of ['{', '{}', '{"contents":[]}', '{"contents":[{"parts":[{"text":7}]}]}']) {
      assert.equal((await fetch(url, { method: 'POST', body })).status, 400);
    }
    const large = await fetch(url, { method: 'POST', body: new Uint8Array(41 * 1024 * 1024) });
    assert.equal(large.status, 413);
    assert.equal(z.parse(Failure, await large.json()).error.code, 'read_request_body_failed');
  });

  test('answers no web page', async () => {
    const get = (headers: Record<string, string>): Promise<number | undefined> =>
      new Promise((resolve, reject) => {
        request(`${practice.baseUrl}/v1beta/models`, { headers, agent: false }, (response) => {
          response.resume();
          resolve(response.statusCode);
        })
          .on('error', reject)
          .end();
      });
    assert.equal(await get({ origin: 'https://evil.example' }), 403);
    assert.equal(await get({ host: 'evil.example' }), 403);
    assert.equal(await get({}), 200);
  });

  test('leaves the calling thread free while it draws 4K', async () => {
    let longest = 0;
    const started = performance.now();
    let last = started;
    const ticking = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    const response = await ask('a quiet harbour [shape: hosted]', {
      config: { imageConfig: { imageSize: '4K' } },
    });
    clearInterval(ticking);
    assert.equal(response.status, 200);
    const whole = performance.now() - started;
    assert.ok(longest < whole / 2, `${longest} of ${whole} ms`);
  });

  test('a taken port is an error, a closed one is free again', async () => {
    const port = Number(new URL(practice.baseUrl).port);
    await assert.rejects(startPractice({ port }), { code: 'EADDRINUSE' });
    const second = await startPractice();
    await second.close();
    await assert.rejects(fetch(`${second.baseUrl}/v1beta/models`));
  });
});
