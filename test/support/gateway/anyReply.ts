/** Generates replies with one whole image: in any encoding, carrier, framing, and chunking that a gateway may use. */
import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import fc from 'fast-check';
import { AVIF, BLUE, bmp, GIF, HEIC, jpeg, png, WEBP } from '../image/images.ts';
import { inline, turn } from './replyJson.ts';

export interface AnyReply {
  /** The parts that were chosen, for the message of a failure. */
  readonly choice: string;
  readonly image: Buffer;
  readonly headers: Readonly<Record<string, string>>;
  readonly chunks: readonly Buffer[];
}

const IMAGES: readonly Buffer[] = [
  png(),
  png(31, 7, BLUE),
  jpeg(),
  jpeg(40, 30, BLUE),
  WEBP,
  GIF,
  AVIF,
  HEIC,
  bmp(),
].map((bytes) => Buffer.from(bytes));

type Pack = (bytes: Buffer) => Buffer;

export const ENCODINGS: Readonly<Record<string, Pack>> = {
  gzip: (bytes) => gzipSync(bytes),
  zlib: (bytes) => deflateSync(bytes),
  deflate: (bytes) => deflateRawSync(bytes),
  br: (bytes) => brotliCompressSync(bytes),
  zstd: (bytes) => zstdCompressSync(bytes),
};

const HEADERS = [
  'gzip', 'x-gzip', 'deflate', 'br', 'zstd', 'identity', 'none', 'utf-8', 'aws-chunked',
  'gzip, br', 'br,gzip', 'compress', 'exotic', '',
]; // prettier-ignore

/** Ways to write base64. */
const DIGITS: Readonly<Record<string, (bytes: Buffer) => string>> = {
  plain: (bytes) => bytes.toString('base64'),
  'url-safe': (bytes) => bytes.toString('base64url'),
  unpadded: (bytes) => bytes.toString('base64').replace(/=+$/, ''),
  wrapped: (bytes) => bytes.toString('base64').replace(/.{76}/g, '$&\n'),
  'wrapped with CRLF': (bytes) => bytes.toString('base64').replace(/.{64}/g, '$&\r\n'),
  spaced: (bytes) => bytes.toString('base64').replace(/.{30}/g, '$& '),
};

const mimeOf = (image: Buffer): string =>
  image[0] === 0x89 ? 'image/png' : image[0] === 0xff ? 'image/jpeg' : 'image/webp';

/** Texts with the image in them. */
const TEXTS: Readonly<Record<string, (digits: string, type: string) => string>> = {
  bare: (digits) => digits,
  'after words': (digits) => `Here it is: ${digits}\nEnjoy!`,
  'in a fence': (digits) => `Done.\n\`\`\`\n${digits}\n\`\`\`\n`,
  'in Markdown': (digits, type) => `![image](data:${type};base64,${digits})`,
  'in Markdown without base64': (digits, type) => `![image](data:${type},${digits})`,
  'percent-encoded': (digits, type) =>
    `![i](data:${type};base64,${encodeURIComponent(digits.replace(/\s/g, ''))})`,
  'in HTML': (digits, type) => `<p>Look: <img src="data:${type};base64,${digits}" alt=""></p>`,
  'in HTML without a head': (digits) => `<img src='${digits}'>`,
};

const SIGNATURE = Buffer.from(Array.from({ length: 3000 }, (_, i) => (i * 7919) >> 3)).toString(
  'base64',
);

/** JSON documents with a value in them: base64, or a data URL. */
const VALUES: Readonly<Record<string, (value: string) => object>> = {
  inlineData: (value) => turn([{ text: 'Here' }, inline(value)]),
  inline_data: (value) => turn([{ inline_data: { mime_type: 'image/png', data: value } }]),
  b64_json: (value) => ({ created: 1, data: [{ b64_json: value, revised_prompt: 'x' }] }),
  'a url': (value) => ({
    data: [{ url: value.startsWith('data:') ? value : `data:;base64,${value}` }],
  }),
  predictions: (value) => ({ predictions: [{ bytesBase64Encoded: value, mimeType: 'image/png' }] }),
  responses: (value) => ({
    output: [{ type: 'image_generation_call', id: 'ig_1', status: 'completed', result: value }],
  }),
  images: (value) => ({ images: [value], parameters: {}, info: '{"seed": 1}' }),
  artifacts: (value) => ({ artifacts: [{ base64: value, finishReason: 'SUCCESS', seed: 1 }] }),
  image_base64: (value) => ({ code: 0, message: 'success', data: { image_base64: value } }),
  'a chat image': (value) => ({
    choices: [{ message: { images: [{ image_url: { url: value } }] }, finish_reason: 'stop' }],
  }),
  'a part of another name': (value) => turn([{ text: 'ok', image: { imageBytes: value } }]),
  'beside a text': (value) => ({ ...turn([{ text: 'Your image is ready.' }]), image: value }),
  'a signature before it': (value) => turn([{ thoughtSignature: SIGNATURE }, inline(value)]),
  'a wrapped turn': (value) => ({ code: 200, data: turn([inline(value)]), msg: 'ok' }),
  'nested JSON': (value) => ({ code: 0, result: JSON.stringify(turn([inline(value)])) }),
  'nested JSON as data': (value) => ({ data: JSON.stringify({ images: [{ b64: value }] }) }),
  'nested JSON with escaped slashes': (value) => ({
    body: JSON.stringify({ image: value }).replaceAll('/', '\\/'),
  }),
  'nested JSON twice': (value) => ({ a: JSON.stringify({ b: JSON.stringify({ c: value }) }) }),
};

type Event = (text: string) => object;

/** JSON documents with a text in them. Those that stream split it over several. */
const TEXT_EVENTS: Readonly<Record<string, Event>> = {
  'a text': (text) => turn([{ text }], null),
  'a chat delta': (content) => ({ choices: [{ delta: { content } }] }),
  'a chat message': (content) => ({ choices: [{ message: { role: 'assistant', content } }] }),
};

const JSON_TEXTS: Readonly<Record<string, (value: unknown) => string>> = {
  compact: (value) => JSON.stringify(value),
  pretty: (value) => JSON.stringify(value, null, 2),
  'with escaped slashes': (value) => JSON.stringify(value).replaceAll('/', '\\/'),
  'with escaped characters': (value) =>
    JSON.stringify(value).replace(/[/=<]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16)}`),
};

type Frame = (documents: readonly string[]) => string;

const sse = (end: string): Frame => (documents) =>
  documents
    .map((document) => document.split('\n').map((line) => `data: ${line}${end}`).join(''))
    .map((lines) => `event: message${end}${lines}${end}`)
    .join(''); // prettier-ignore

const FRAMES: Readonly<Record<string, Frame>> = {
  'a value': (documents) => (documents.length === 1 ? (documents[0] ?? '') : `[${documents.join()}]`),
  'an array': (documents) => `[${documents.join(',\r\n')}]`,
  'events with LF': sse('\n'),
  'events with CRLF': sse('\r\n'),
  'events with CR': sse('\r'),
  'events with comments': (documents) => `: PING\n\n${sse('\n')(documents)}data: [DONE]\n\n`,
  'lines': (documents) => documents.map((one) => `${one}\n`).join(''),
  'a byte order mark': (documents) => `\uFEFF${documents.join('\n')}`,
  'heartbeats': (documents) => `\n\n \n${documents.join('\n')}`,
  'a warning': (documents) => `<br />\n<b>Warning</b>: x on line 3<br />\n${documents.join('\n')}`,
  'a guard': (documents) => `)]}'\n${documents.join('\n')}`,
  'half a value after it': (documents) => `${documents.join('\n')}\n{"candidates": [{"con`,
}; // prettier-ignore

const ALPHABETS: Readonly<Record<string, (text: string) => Buffer>> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-16': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'UTF-16 without a mark': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16BE': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
};

const keyOf = <T extends object>(table: T) =>
  fc.constantFrom(...(Object.keys(table) as (keyof T & string)[]));

const WORDS = fc.constantFrom(
  'result', 'img', 'payload', 'b64', 'image_data', 'Content', '图像', 'x', 'bytes', 'output_image', 'media', 'file', 'blob', 'value', 'base64', 'raw', 'p0',
); // prettier-ignore

/** A document with the value under random keys, in objects and lists. */
const randomPlace: fc.Arbitrary<(value: string) => object> = fc
  .tuple(
    fc.array(fc.tuple(WORDS, fc.boolean()), { minLength: 1, maxLength: 5 }),
    fc.jsonValue({ maxDepth: 1 }),
  )
  .map(([path, other]) => (value: string) => {
    let inner: unknown = value;
    for (const [key, isList] of path) inner = { id: 7, [key]: isList ? [inner] : inner, zz: other };
    return inner as object;
  });

interface Carried {
  readonly name: string;
  /** The documents of the reply. */
  readonly documents: (image: Buffer, digits: string) => readonly object[];
}

const valueCarrier: fc.Arbitrary<Carried> = fc
  .tuple(keyOf(VALUES), fc.constantFrom(true, false))
  .map(([name, isUrl]) => ({
    name: `${name}${isUrl ? ' as a data URL' : ''}`,
    documents: (image, digits) => {
      const value = isUrl ? `data:${mimeOf(image)};base64,${digits}` : digits;
      return [VALUES[name]?.(value) ?? {}];
    },
  }));

const randomCarrier: fc.Arbitrary<Carried> = randomPlace.map((place) => ({
  name: 'a random place',
  documents: (_, digits) => [place(digits)],
}));

const textCarrier: fc.Arbitrary<Carried> = fc
  .tuple(
    keyOf(TEXTS),
    keyOf(TEXT_EVENTS),
    fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
  )
  .map(([form, event, cuts]) => ({
    name: `${event} ${form} in ${cuts.length + 1} pieces`,
    documents: (image, digits) => {
      const text = TEXTS[form]?.(digits, mimeOf(image)) ?? '';
      // Half of the cuts are within the first characters, where the image is recognized.
      const at = cuts.map((cut, i) =>
        Math.floor(cut * (i % 2 === 0 ? text.length : Math.min(text.length, 60))),
      );
      const ends = [0, ...at.sort((a, b) => a - b), text.length];
      const pieces = ends.slice(1).map((end, i) => text.slice(ends[i], end));
      return pieces.map((piece) => TEXT_EVENTS[event]?.(piece) ?? {});
    },
  }));

/** A body without JSON. */
const BODIES: Readonly<Record<string, (image: Buffer, digits: string) => Buffer>> = {
  'the image itself': (image) => image,
  'base64': (_, digits) => Buffer.from(digits),
  'a data URL': (image, digits) => Buffer.from(`data:${mimeOf(image)};base64,${digits}`),
  'Markdown': (image, digits) => Buffer.from(`![i](data:${mimeOf(image)};base64,${digits})\nDone "so"`),
  'a JSON string': (_, digits) => Buffer.from(JSON.stringify(digits)),
  'bytes as numbers': (image) => Buffer.from(JSON.stringify({ type: 'Buffer', data: [...image] })),
  'hex': (image) => Buffer.from(JSON.stringify({ image: image.toString('hex') })),
  'a part of a form': (image) => Buffer.concat([Buffer.from('--x\r\nContent-Type: image/png\r\n\r\n'), image, Buffer.from('\r\n--x--')]),
}; // prettier-ignore

interface Body {
  readonly name: string;
  readonly of: (image: Buffer) => Buffer;
}

const jsonBody: fc.Arbitrary<Body> = fc
  .tuple(
    fc.oneof(valueCarrier, randomCarrier, textCarrier),
    keyOf(DIGITS),
    keyOf(JSON_TEXTS),
    keyOf(FRAMES),
    fc.oneof(
      { weight: 9, arbitrary: fc.constant('UTF-8') },
      { weight: 1, arbitrary: keyOf(ALPHABETS) },
    ),
  )
  .map(([carrier, form, json, frame, alphabet]) => ({
    name: [carrier.name, form, json, frame, alphabet].join(' / '),
    of: (image) => {
      const documents = carrier.documents(image, DIGITS[form]?.(image) ?? '');
      const text = FRAMES[frame]?.(documents.map((one) => JSON_TEXTS[json]?.(one) ?? '')) ?? '';
      return ALPHABETS[alphabet]?.(text) ?? Buffer.from(text);
    },
  }));

const plainBody: fc.Arbitrary<Body> = fc
  .tuple(keyOf(BODIES), keyOf(DIGITS))
  .map(([name, form]) => ({
    name: `${name} / ${form}`,
    of: (image) => BODIES[name]?.(image, DIGITS[form]?.(image) ?? '') ?? image,
  }));

type Header = 'right' | 'missing' | 'wrong';

/** Any reply with status 200 and one whole image. */
export const anyReply: fc.Arbitrary<AnyReply> = fc
  .record({
    image: fc.constantFrom(...IMAGES),
    body: fc.oneof({ weight: 9, arbitrary: jsonBody }, { weight: 1, arbitrary: plainBody }),
    encodings: fc.array(keyOf(ENCODINGS), { maxLength: 2 }),
    header: fc.constantFrom<Header>('right', 'missing', 'wrong'),
    wrong: fc.constantFrom(...HEADERS),
    cuts: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
    isBytewise: fc.integer({ min: 0, max: 19 }).map((number) => number === 0),
  })
  .map(({ image, body, encodings, header, wrong, cuts, isBytewise }) => {
    const bytes = encodings.reduce((packed, name) => ENCODINGS[name]?.(packed) ?? packed, body.of(image));
    const right = encodings.map((name) => (name === 'zlib' ? 'deflate' : name)).join(', ');
    const value = header === 'right' ? right : header === 'wrong' ? wrong : '';
    const ends = cuts.map((cut) => Math.floor(cut * bytes.length)).sort((a, b) => a - b);
    const all = isBytewise ? Array.from({ length: bytes.length }, (_, at) => at + 1) : [...ends, bytes.length];
    const chunks = all.map((end, i) => bytes.subarray(i === 0 ? 0 : all[i - 1], end));
    return {
      choice: `${body.name} / ${image.toString('latin1', 0, 12).replace(/[^A-Za-z]+/g, "")} ${image.length} bytes / ${encodings.join(' in ') || 'plain'} / header ${value || 'none'}`,
      image,
      headers: value === '' ? {} : { 'content-encoding': value },
      chunks,
    };
  }); // prettier-ignore
