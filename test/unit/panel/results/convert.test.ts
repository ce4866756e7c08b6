import fc from 'fast-check';
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { costLine } from '../../../../media/panel/ask/cost.ts';
import { BUILT_IN_GATEWAYS, type Gateway } from '../../../../src/catalog/gateways.ts';
import { CheckError } from '../../../../src/errors.ts';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import type { Translate } from '../../../../src/text/translate.ts';
import { createPixelClient } from '../../../../src/image/jobs/pixelClient.ts';
import { converted } from '../../../../src/panel/results/convert.ts';
import { panelEncoder } from '../../../../src/panel/results/encoder.ts';
import { panelMeasure } from '../../../../src/panel/results/measure.ts';
import { modelViews } from '../../../../src/panel/ask/models.ts';
import { costWords, withPrices } from '../../../../src/panel/ask/prices.ts';
import { parseFromPanel } from '../../../../src/panel/protocol.ts';
import { MOST_ENCODED_BYTES, type Encode } from '../../../../src/panel/results/protocol.ts';
import { savedName } from '../../../../src/panel/results/savedName.ts';
import type { PanelResult } from '../../../../src/panel/state.ts';
import { STRING_NAMES, type PanelStrings } from '../../../../src/panel/stringsProtocol.ts';
import {
  LONGEST_SAVED,
  MOST_SAVED,
  namesAll,
  parsePrompts,
  withoutPrompt,
  withPrompt,
} from '../../../../src/panel/prompts/savedPrompts.ts';
import { BLUE, HEIC, RED, WEBP, jpeg, png } from '../../../support/image/images.ts';

const t: Translate = (text, ...values) =>
  text.replaceAll(/\{(\d)\}/g, (_, index: string) => String(values[Number(index)]));
const VOICE = { t, locale: 'en-GB' };
const STRINGS = Object.fromEntries(STRING_NAMES.map((name) => [name, `${name} {0} {1} {2}`])) as PanelStrings; // prettier-ignore
const pixels = createPixelClient(
  join(import.meta.dirname, '../../../../src/image/jobs/pixelWorker.ts'),
);

/** The document's part: what it was asked for, and a file for every type. */
function document(files: Partial<Record<Encode['to'], Uint8Array>> = { webp: WEBP, png: png() }) {
  const asked: Encode[] = [];
  const encoder = panelEncoder(
    (message) => {
      asked.push(message);
      const bytes = files[message.to];
      const { request } = message;
      encoder.answered({ request, ...(bytes && { bytes }) });
    },
    { patienceMs: 50 },
  );
  return { asked, encoder };
}

const conversion = (file: Uint8Array, to: Encode['to'], canPreview = true) =>
  ({ file, to, canPreview, image: 'a1', of: 'itself', quality: 80 }) as const;

test('the extension that was typed decides what is saved; any other is a part of the name', () => {
  const of = (name: string, chosen: 'png' | 'jpeg' | 'webp' = 'webp') => {
    const { stem, extension, type } = savedName(name, chosen);
    return `${type}: ${stem} . ${extension}`;
  };
  assert.equal(of('x.webp'), 'webp: x . webp');
  assert.equal(of('x.png'), 'png: x . png', 'no x.png.webp');
  assert.equal(of('x.JPEG'), 'jpeg: x . jpeg');
  assert.equal(of('x.jpg', 'png'), 'jpeg: x . jpg');
  assert.equal(of('x'), 'webp: x . webp');
  assert.equal(of('x.', 'jpeg'), 'jpeg: x. . jpg');
  assert.equal(of('logo.v2.gif', 'png'), 'png: logo.v2.gif . png');
  assert.equal(of('.png'), 'webp: .png . webp', 'a name of an extension alone');
});

test('a file of the asked type stays as it is; PNG and JPEG are made by the worker, all else by the document', async () => {
  const { asked, encoder } = document();
  const parts = { pixels, encoder };
  const file = png();
  assert.equal(await converted(conversion(file, 'png'), parts), file);
  const made = await converted(conversion(file, 'jpeg'), parts);
  assert.equal(inspectImage(made)?.type, 'jpeg');
  assert.deepEqual(asked, [], 'the document was not asked');
  assert.deepEqual(await converted(conversion(file, 'webp'), parts), WEBP);
  await converted(conversion(WEBP, 'png'), parts);
  assert.deepEqual(
    asked.map(({ image, of, to, quality }) => ({ image, of, to, quality })),
    (['webp', 'png'] as const).map((to) => ({ image: 'a1', of: 'itself', to, quality: 80 })),
  );
});

test('what the document cannot make, makes as another type, cuts off or never sends is refused', async () => {
  const refusal = (error: unknown) =>
    error instanceof CheckError &&
    error.problem.kind === 'no-pixels' &&
    error.problem.why === 'not-made';
  const cut = WEBP.slice(0, WEBP.length - 4);
  for (const webp of [undefined, png(), cut, new Uint8Array([1])]) {
    const { encoder } = document(webp ? { webp } : {});
    await assert.rejects(converted(conversion(png(), 'webp'), { pixels, encoder }), refusal);
  }
  const silent = panelEncoder(() => undefined, { patienceMs: 5 });
  const parts = { pixels, encoder: silent };
  await assert.rejects(converted(conversion(png(), 'webp'), parts), refusal);
  await assert.rejects(converted(conversion(HEIC, 'png', false), parts), refusal);
});

test('a file under a number that was never asked for goes nowhere', () => {
  const encoder = panelEncoder(() => undefined, { patienceMs: 5 });
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 64 }), (request) => {
      encoder.answered({ request, bytes: WEBP });
    }),
  );
  const large = new Uint8Array(MOST_ENCODED_BYTES + 1);
  for (const bytes of [large, new Uint8Array(0), 'RIFF', [82, 73]]) {
    assert.equal(parseFromPanel({ type: 'encoded', request: 'a1', bytes }), undefined);
  }
});

const shown = (id: string, mimeType = 'image/png') => ({
  id,
  uri: id,
  name: id,
  bytes: 1,
  details: '',
  canPreview: true,
  mimeType,
});

test('how much changed is measured on the files, once; other sizes and other types are told', async () => {
  const half = png(20, 10, (x) => (x < 10 ? RED : BLUE));
  const files: Record<string, Uint8Array> = {
    red: png(20, 10),
    half,
    large: png(40, 20),
    jpeg: jpeg(20, 10),
    webp: WEBP,
  };
  let reads = 0;
  const { asked, encoder } = document({ png: half });
  const read = async (uri: string) => {
    reads += 1;
    return files[uri] ?? new Uint8Array(0);
  };
  const measure = panelMeasure({ pixels, encoder, read, t });
  const of = (id: string, source: string, mimeType?: string): PanelResult => ({
    ...shown(id, mimeType),
    source: shown(source),
  });
  assert.equal(await measure(of('half', 'red')), '50.0 % of the picture changed.');
  assert.equal(await measure(of('half', 'red')), '50.0 % of the picture changed.');
  assert.equal(reads, 2, 'measured once');
  assert.equal(
    await measure(of('large', 'red')),
    'Nothing changed visibly. The sizes differ: the result was scaled to compare.',
  );
  assert.equal(await measure(of('jpeg', 'red', 'image/jpeg')), 'Nothing changed visibly.');
  assert.equal(
    await measure(of('webp', 'red', 'image/webp')),
    '50.0 % of the picture changed.',
    'as the document decoded it',
  );
  assert.deepEqual(
    asked.map(({ image, to }) => [image, to]),
    [['webp', 'png']],
  );
  assert.match(await measure(of('gone', 'red')), /not|cannot/);
  files['gone'] = half;
  assert.equal(await measure(of('gone', 'red')), '50.0 % of the picture changed.', 'it is back');
});

const gateway = (id: string): Gateway => {
  const found = BUILT_IN_GATEWAYS.find((one) => one.id === id);
  assert.ok(found);
  return found;
};

test('before a run: what so many requests cost, by whose word and of which day', () => {
  const google = gateway('google');
  const models = withPrices(modelViews(google, 'nano-banana').models, google, VOICE);
  const pro = models.find(({ id }) => id === 'gemini-3-pro-image-preview');
  const line = (count: number, imageSize: string) =>
    costLine({ count, imageSize, prices: pro?.prices }, {}, STRINGS);
  const one = 'An image costs about $0.13 (ai.google.dev, 20 Sept 2026).';
  assert.equal(line(1, 'auto'), one);
  assert.equal(line(3, '2K'), `requestsCost 3 $0.40 ${one}`);
  assert.match(line(1, '4K') ?? '', /\$0\.24/);
  assert.ok(
    models.some(({ prices }) => prices === undefined),
    'no price where none is published',
  );
});

test('before a run: nothing is said of a price that nobody publishes, or where all is free', () => {
  const routescope = gateway('routescope');
  const { models } = modelViews(routescope, 'nano-banana');
  assert.deepEqual(withPrices(models, routescope, VOICE), models);
  const asked = { imageSize: 'auto', prices: undefined };
  assert.equal(costLine({ count: 1, ...asked }, {}, STRINGS), undefined);
  assert.match(costLine({ count: 2, ...asked }, {}, STRINGS) ?? '', /^requests 2/);
  assert.match(costLine({ count: 2, ...asked }, { free: true }, STRINGS) ?? '', /^requestsFree 2/);
});

test('after a run: its cost by the tokens that the reply counts, or by the price of its size', () => {
  const plan = (id: string) => ({ gateway: gateway(id), model: 'nano-banana-pro' });
  const words = (id: string, usage?: { outputByModality: Record<string, number> }) =>
    costWords(plan(id), 'auto', usage, VOICE);
  assert.equal(words('google'), 'about $0.13 (ai.google.dev, 20 Sept 2026)');
  assert.match(words('google', { outputByModality: { IMAGE: 2000, TEXT: 9 } }) ?? '', /\$0\.24/);
  assert.equal(words('practice'), 'nothing charged');
  assert.equal(words('crazyrouter'), undefined);
});

test('prompts: by name, each once, so many at most; garbage in the store is left out', () => {
  const prompt = (name: string, text = 'p') => ({ id: `id-${name}`, name, text });
  const two = withPrompt(withPrompt([], prompt('b')) ?? [], prompt('a')) ?? [];
  assert.deepEqual(two.map(({ name }) => name), ['a', 'b']); // prettier-ignore
  const replaced = withPrompt(two, { ...prompt('a', 'new'), id: 'other' }) ?? [];
  assert.deepEqual(replaced.map(({ text }) => text), ['new', 'p']); // prettier-ignore
  assert.deepEqual(withoutPrompt(two, 'id-a'), [prompt('b')]);
  const full = Array.from({ length: MOST_SAVED }, (_, at) => prompt(String(at)));
  assert.equal(withPrompt(full, prompt('more')), undefined);
  assert.equal(withPrompt(full, prompt('7', 'new'))?.length, MOST_SAVED);
  const tooLong = prompt('long', 'x'.repeat(LONGEST_SAVED + 1));
  assert.deepEqual(parsePrompts([prompt('a'), tooLong, 7, null, {}]), [prompt('a')]);
  assert.equal(parsePrompts([...full, prompt('more')]).length, MOST_SAVED);
  fc.assert(fc.property(fc.anything(), (value) => Array.isArray(parsePrompts(value))));
});

test('prompts: a name that says all of its prompt, or begins it, is shown without it', () => {
  assert.ok(namesAll('make it gray', 'make it gray'));
  assert.ok(namesAll('make it gray', ' make it\n gray '), 'the name is a line');
  assert.ok(namesAll(`${'x'.repeat(59)}…`, 'x'.repeat(200)), 'as it is proposed');
  assert.ok(!namesAll('Gray', 'make it gray'));
  assert.ok(!namesAll('make it', 'make it gray'), 'a name of the user’s own');
});
