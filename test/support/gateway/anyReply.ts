/** Generates replies with one whole image: in any encoding, carrier, framing, and chunking that a gateway may use. */
import fc from 'fast-check';
import { bmp } from '../image/bitmaps.ts';
import { AVIF, BLUE, GIF, HEIC, jpeg, png, WEBP } from '../image/images.ts';
import {
  ALPHABETS,
  DIGITS,
  ENCODINGS,
  FRAMES,
  HEADERS,
  JSON_TEXTS,
  mimeOf,
  TEXT_EVENTS,
  TEXTS,
  VALUES,
} from './replyForms.ts';

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
