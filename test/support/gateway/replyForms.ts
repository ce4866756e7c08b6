/** The ways in which a gateway may write a reply: encodings, base64, texts, JSON, and framings. */
import {
  brotliCompressSync,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib';
import { inline, turn } from './replyJson.ts';

type Pack = (bytes: Buffer) => Buffer;

export const ENCODINGS: Readonly<Record<string, Pack>> = {
  gzip: (bytes) => gzipSync(bytes),
  zlib: (bytes) => deflateSync(bytes),
  deflate: (bytes) => deflateRawSync(bytes),
  br: (bytes) => brotliCompressSync(bytes),
  zstd: (bytes) => zstdCompressSync(bytes),
};

export const HEADERS = [
  'gzip', 'x-gzip', 'deflate', 'br', 'zstd', 'identity', 'none', 'utf-8', 'aws-chunked',
  'gzip, br', 'br,gzip', 'compress', 'exotic', '',
]; // prettier-ignore

/** Ways to write base64. */
export const DIGITS: Readonly<Record<string, (bytes: Buffer) => string>> = {
  plain: (bytes) => bytes.toString('base64'),
  'url-safe': (bytes) => bytes.toString('base64url'),
  unpadded: (bytes) => bytes.toString('base64').replace(/=+$/, ''),
  wrapped: (bytes) => bytes.toString('base64').replace(/.{76}/g, '$&\n'),
  'wrapped with CRLF': (bytes) => bytes.toString('base64').replace(/.{64}/g, '$&\r\n'),
  spaced: (bytes) => bytes.toString('base64').replace(/.{30}/g, '$& '),
};

export const mimeOf = (image: Buffer): string =>
  image[0] === 0x89 ? 'image/png' : image[0] === 0xff ? 'image/jpeg' : 'image/webp';

/** Texts with the image in them. */
export const TEXTS: Readonly<Record<string, (digits: string, type: string) => string>> = {
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
export const VALUES: Readonly<Record<string, (value: string) => object>> = {
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
export const TEXT_EVENTS: Readonly<Record<string, Event>> = {
  'a text': (text) => turn([{ text }], null),
  'a chat delta': (content) => ({ choices: [{ delta: { content } }] }),
  'a chat message': (content) => ({ choices: [{ message: { role: 'assistant', content } }] }),
};

export const JSON_TEXTS: Readonly<Record<string, (value: unknown) => string>> = {
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

export const FRAMES: Readonly<Record<string, Frame>> = {
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

export const ALPHABETS: Readonly<Record<string, (text: string) => Buffer>> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-16': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'UTF-16 without a mark': (text) => Buffer.from(text, 'utf16le'),
  'UTF-16BE': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
};
