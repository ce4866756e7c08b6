import { encodeJpegFile } from '../../image/pixels/codec.ts';
import { encodePngFile } from '../../image/png/encodePng.ts';
import type { Pixels } from '../../image/pixels/pixels.ts';
import { json, type HttpResponse } from './httpResponse.ts';

/** The ways in which gateways deliver an image. `README.md` of Practice describes them. */
export const REPLY_SHAPES = [
  'inline',
  'full',
  'snake',
  'data-url',
  'data-url-jpeg',
  'hosted',
] as const;
export type ReplyShape = (typeof REPLY_SHAPES)[number];

/** The shapes that Crazyrouter's documentation reports for each model, as of 14 April 2026. Other models reply as Google does. */
const SHAPE_BY_MODEL: Readonly<Record<string, ReplyShape>> = {
  'gemini-3.1-flash-image-preview': 'inline',
  'gemini-3-pro-image-preview': 'data-url-jpeg',
  'gemini-2.5-flash-image': 'data-url',
  'gemini-2.5-flash-image-preview': 'hosted',
};
const JPEG_QUALITY = 90;

/** Returns the shape that a directive asks for, otherwise that of the model. */
export function replyShape(model: string, directive: string | undefined): ReplyShape {
  return REPLY_SHAPES.find((shape) => shape === directive) ?? SHAPE_BY_MODEL[model] ?? 'full';
}

export interface ReplyContent {
  readonly image: Pixels;
  /** The text next to the image, if any. */
  readonly text: string | undefined;
  readonly model: string;
  /** Hosts a PNG file and returns its URL. */
  readonly host: (file: Uint8Array) => string;
}

/** Returns a reply with status 200 that delivers the image in a shape. */
export function imageReply(
  shape: ReplyShape,
  { image, text, model, host }: ReplyContent,
): HttpResponse {
  const texts = text === undefined ? [] : [{ text }];
  const markdown = (url: string, alt: string): HttpResponse =>
    bareReply([{ text: [`![${alt}](${url})`, ...texts.map(({ text }) => text)].join('\n\n') }]);
  switch (shape) {
    case 'inline':
      return bareReply([...texts, { inlineData: inlinePng(image) }]);
    case 'snake': {
      const { mimeType, data } = inlinePng(image);
      return bareReply([...texts, { inline_data: { mime_type: mimeType, data } }]);
    }
    case 'data-url':
      return markdown(`data:image/png;base64,${inlinePng(image).data}`, 'image');
    case 'data-url-jpeg': {
      const data = toBase64(encodeJpegFile(image, JPEG_QUALITY));
      return markdown(`data:image/jpeg;base64,${data}`, 'image');
    }
    case 'hosted':
      return markdown(host(encodePngFile(image, { keepAlpha: true })), 'Image');
    case 'full':
      return fullReply([...texts, { inlineData: inlinePng(image) }], model);
  }
}

/** Replies as Crazyrouter's documentation shows it: no role, no finish reason, no usage. */
function bareReply(parts: readonly object[]): HttpResponse {
  return json(200, { candidates: [{ content: { parts } }] });
}

/** Replies as Google does. */
function fullReply(parts: readonly object[], model: string): HttpResponse {
  return json(200, {
    candidates: [{ content: { role: 'model', parts }, finishReason: 'STOP', index: 0 }],
    usageMetadata: {
      promptTokenCount: 12,
      candidatesTokenCount: 1120,
      totalTokenCount: 1132,
      promptTokensDetails: [{ modality: 'TEXT', tokenCount: 12 }],
      candidatesTokensDetails: [{ modality: 'IMAGE', tokenCount: 1120 }],
    },
    modelVersion: model,
    responseId: 'practice',
  });
}

function inlinePng(image: Pixels): { readonly mimeType: string; readonly data: string } {
  return { mimeType: 'image/png', data: toBase64(encodePngFile(image, { keepAlpha: true })) };
}

function toBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
