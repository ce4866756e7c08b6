import { randomUUID } from 'node:crypto';
import { CheckError } from '../errors.ts';
import { wellFormed } from '../text/wellFormed.ts';
import type { Reference } from './reference.ts';
import { sideThatFits } from './smallerCopy.ts';

export interface BodyOptions {
  readonly prompt: string;
  /** In the order given, the source first. */
  readonly images: readonly Reference[];
  readonly inlineSpelling: 'inlineData' | 'inline_data';
  readonly aspectRatio?: string | undefined;
  readonly imageSize?: string | undefined;
  readonly includeText?: boolean | undefined;
  readonly systemInstruction?: string | undefined;
  readonly safetySettings?: readonly SafetySetting[] | undefined;
}

export interface SafetySetting {
  readonly category: string;
  readonly threshold: string;
}

export interface Body {
  /** In bytes. */
  readonly contentLength: number;
  /** Makes the bytes of the JSON, with base64 encoded slice by slice while they are sent. */
  readonly chunks: () => AsyncIterable<Uint8Array>;
}

/**
 * How many bytes are encoded at a time. A multiple of 3, so that slices join without padding. V8 keeps larger texts apart from other
 * young objects, and collecting them takes longer than encoding them.
 */
const SLICE_BYTES = 3 * 16 * 1024;

/**
 * Encodes the body of a `generateContent` request (Gemini API reference). Uses camel case, because
 * New API gateways silently drop most snake-cased keys; only the image part follows the gateway's own page.
 * Omits `candidateCount`: the default is 1, and models don't reliably return more.
 *
 * @param maxBytes the size of the largest body
 * @throws CheckError `too-large`
 */
export function encodeBody(options: BodyOptions, maxBytes: number): Body {
  // Images replace this mark while the body is sent. No prompt can contain it.
  const mark = `image:${randomUUID()}`;
  const texts = JSON.stringify(skeleton(options, mark), wellFormedTexts)
    .split(mark)
    .map((text) => Buffer.from(text));
  const textBytes = texts.reduce((sum, text) => sum + text.byteLength, 0);
  const contentLength =
    textBytes + options.images.reduce((sum, { bytes }) => sum + base64Length(bytes.byteLength), 0);
  if (contentLength > maxBytes) {
    const side = sideThatFits(options.images, maxBytes - textBytes);
    throw new CheckError({
      kind: 'too-large',
      bytes: contentLength,
      most: maxBytes,
      ...(side !== undefined && { side }),
    });
  }
  return { contentLength, chunks: () => chunks(texts, options.images) };
}

/** For `JSON.stringify`: no text of the body may break it, whichever setting or option it comes from. */
function wellFormedTexts(_: string, value: unknown): unknown {
  return typeof value === 'string' ? wellFormed(value) : value;
}

function skeleton(options: BodyOptions, mark: string): unknown {
  const { aspectRatio, imageSize } = options;
  const imageConfig =
    aspectRatio === undefined && imageSize === undefined ? undefined : { aspectRatio, imageSize };
  const part = ({ facts: { mimeType } }: Reference) =>
    options.inlineSpelling === 'inline_data'
      ? { inline_data: { mime_type: mimeType, data: mark } }
      : { inlineData: { mimeType, data: mark } };
  const { prompt, systemInstruction, safetySettings } = options;
  return {
    contents: [{ role: 'user', parts: [{ text: prompt }, ...options.images.map(part)] }],
    ...(systemInstruction ? { systemInstruction: { parts: [{ text: systemInstruction }] } } : {}),
    generationConfig: {
      responseModalities: options.includeText === true ? ['TEXT', 'IMAGE'] : ['IMAGE'],
      ...(imageConfig ? { imageConfig } : {}),
    },
    ...(safetySettings?.length ? { safetySettings } : {}),
  };
}

async function* chunks(
  texts: readonly Buffer[],
  images: readonly Reference[],
): AsyncIterable<Uint8Array> {
  for (const [index, text] of texts.entries()) {
    yield text;
    const bytes = images[index]?.bytes;
    if (bytes === undefined) continue;
    const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    for (let start = 0; start < view.byteLength; start += SLICE_BYTES) {
      yield Buffer.from(view.toString('base64', start, start + SLICE_BYTES), 'latin1');
    }
  }
}

function base64Length(bytes: number): number {
  return 4 * Math.ceil(bytes / 3);
}
