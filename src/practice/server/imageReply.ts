import { json, type Answer } from './httpResponse.ts';
import { encodeJpegFile } from '../../image/pixels/codec.ts';
import { toPng } from './decodeImage.ts';
import type { Raster } from '../draw/paint.ts';

/** The ways in which gateways hand over a picture. */
export const SHAPES = ['inline', 'full', 'snake', 'data-url', 'data-url-jpeg', 'hosted'] as const;
export type Shape = (typeof SHAPES)[number];

/** What Crazyrouter's page saw for each model on 14 April 2026; other ids answer as Google does. */
const HABITS: Readonly<Record<string, Shape>> = {
  'gemini-3.1-flash-image-preview': 'inline',
  'gemini-3-pro-image-preview': 'data-url-jpeg',
  'gemini-2.5-flash-image': 'data-url',
  'gemini-2.5-flash-image-preview': 'hosted',
};

/** The shape that the prompt asks for, else the model's habit. */
export function shapeFor(model: string, asked: string | undefined): Shape {
  return SHAPES.find((shape) => shape === asked) ?? HABITS[model] ?? 'full';
}

export interface ReplyParts {
  readonly image: Raster;
  /** Words beside the picture. */
  readonly text: string | undefined;
  readonly model: string;
  /** Keeps a file and returns its URL. */
  readonly host: (file: Uint8Array) => string;
}

/** A reply with status 200 that carries the picture in this shape. */
export function imageReply(shape: Shape, { image, text, model, host }: ReplyParts): Answer {
  const words = text === undefined ? [] : [{ text }];
  const markdown = (url: string, alt: string): Answer =>
    candidate([{ text: [`![${alt}](${url})`, ...words.map(({ text }) => text)].join('\n\n') }]);
  switch (shape) {
    case 'inline':
      return candidate([
        ...words,
        { inlineData: { mimeType: 'image/png', data: base64(toPng(image)) } },
      ]);
    case 'snake':
      return candidate([
        ...words,
        { inline_data: { mime_type: 'image/png', data: base64(toPng(image)) } },
      ]);
    case 'data-url':
      return markdown(`data:image/png;base64,${base64(toPng(image))}`, 'image');
    case 'data-url-jpeg':
      return markdown(`data:image/jpeg;base64,${base64(encodeJpegFile(image, 90))}`, 'image');
    case 'hosted':
      return markdown(host(toPng(image)), 'Image');
    case 'full':
      return json(200, {
        candidates: [
          {
            content: {
              role: 'model',
              parts: [
                ...words,
                { inlineData: { mimeType: 'image/png', data: base64(toPng(image)) } },
              ],
            },
            finishReason: 'STOP',
            index: 0,
          },
        ],
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
}

/** The bare form of Crazyrouter's page: no role, no finish reason, no usage. */
function candidate(parts: readonly object[]): Answer {
  return json(200, { candidates: [{ content: { parts } }] });
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64');
}
