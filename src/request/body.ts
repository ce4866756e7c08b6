import { randomUUID } from 'node:crypto';
import { CheckError } from '../errors.ts';
import type { Reference } from './reference.ts';

export interface BodyOptions {
  readonly prompt: string;
  /** In the order given: the source first. */
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
  /** The JSON's bytes, base64 made slice by slice while it is sent. */
  readonly chunks: () => AsyncIterable<Uint8Array>;
}

/** Bytes encoded at a time. A multiple of 3, so that slices join without padding; this size measured fastest. */
const SLICE = 3 * 128 * 1024;

/**
 * The `generateContent` body. Camel case throughout, because New API gateways drop most snake-cased keys in silence;
 * only the image part follows the gateway's own page. `candidateCount` is left out: the default is 1,
 * and more is not reliably honoured.
 *
 * @param most largest body in bytes
 * @throws CheckError `too-large`
 */
export function encodeBody(options: BodyOptions, most: number): Body {
  // Images are put in while sending, at a mark that no prompt can contain.
  const mark = `image:${randomUUID()}`;
  const texts = JSON.stringify(skeleton(options, mark))
    .split(mark)
    .map((text) => Buffer.from(text));
  const contentLength =
    texts.reduce((sum, text) => sum + text.byteLength, 0) +
    options.images.reduce((sum, { bytes }) => sum + base64Length(bytes.byteLength), 0);
  if (contentLength > most) {
    throw new CheckError({ kind: 'too-large', bytes: contentLength, most });
  }
  return { contentLength, chunks: () => chunks(texts, options.images) };
}

function skeleton(options: BodyOptions, mark: string): unknown {
  const { aspectRatio, imageSize } = options;
  const imageConfig =
    aspectRatio === undefined && imageSize === undefined ? undefined : { aspectRatio, imageSize };
  const part = ({ facts: { mimeType } }: Reference) =>
    options.inlineSpelling === 'inline_data'
      ? { inline_data: { mime_type: mimeType, data: mark } }
      : { inlineData: { mimeType, data: mark } };
  const { systemInstruction, safetySettings } = options;
  return {
    contents: [{ role: 'user', parts: [{ text: options.prompt }, ...options.images.map(part)] }],
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
    for (let start = 0; start < view.byteLength; start += SLICE) {
      yield Buffer.from(view.toString('base64', start, start + SLICE), 'latin1');
    }
  }
}

function base64Length(bytes: number): number {
  return 4 * Math.ceil(bytes / 3);
}
