/** Practice for the tests of one file, and what tests need to read its replies. */
import { decode as decodePng } from 'fast-png';
import assert from 'node:assert/strict';
import { after, before } from 'node:test';
import * as z from 'zod/mini';
import { startPractice, type PracticeServer } from '../../../src/practice/server/server.ts';
import { png, type Color } from '../image/images.ts';

const Part = z.looseObject({
  text: z.optional(z.string()),
  inlineData: z.optional(z.object({ mimeType: z.string(), data: z.string() })),
  inline_data: z.optional(z.object({ mime_type: z.string(), data: z.string() })),
});
export type Part = z.infer<typeof Part>;

export const Reply = z.looseObject({
  candidates: z.array(
    z.looseObject({ content: z.optional(z.looseObject({ parts: z.array(Part) })) }),
  ),
});

export const Failure = z.looseObject({
  error: z.looseObject({ message: z.string(), status: z.optional(z.string()), code: z.unknown() }),
});

export interface AskOptions {
  readonly model?: string;
  readonly images?: readonly Uint8Array[];
  /** The `generationConfig`. */
  readonly config?: object;
}

/** The smallest images, where the size does not matter. */
export const SMALL: AskOptions = { config: { imageConfig: { imageSize: '512' } } };

export interface DecodedImage {
  readonly width: number;
  readonly height: number;
  readonly at: (x: number, y: number) => Color;
}

export interface PracticeClient {
  readonly baseUrl: () => string;
  readonly ask: (prompt: string, options?: AskOptions) => Promise<Response>;
  /** Asks, expects status 200, and returns the parts of the reply. */
  readonly parts: (prompt: string, options?: AskOptions) => Promise<readonly Part[]>;
  /** Asks for an image with alpha as inlineData, and decodes it. */
  readonly image: (prompt: string, options?: AskOptions) => Promise<DecodedImage>;
}

/** Starts Practice before the tests of a file and stops it after them. */
export function usePractice(): PracticeClient {
  let server: PracticeServer | undefined;
  before(async () => {
    server = await startPractice();
  });
  after(() => server?.close());

  const baseUrl = () => server?.baseUrl ?? '';
  const ask: PracticeClient['ask'] = (prompt, { model = 'practice', images = [], config } = {}) => {
    const inline = images.map((image) => ({
      inlineData: { mimeType: 'image/png', data: Buffer.from(image).toString('base64') },
    }));
    return fetch(`${baseUrl()}/v1beta/models/${model}:generateContent`, {
      method: 'POST',
      body: JSON.stringify({
        contents: [{ role: 'user', parts: [{ text: prompt }, ...inline] }],
        ...(config && { generationConfig: config }),
      }),
    });
  };
  const parts: PracticeClient['parts'] = async (prompt, options) => {
    const response = await ask(prompt, options);
    assert.equal(response.status, 200);
    return z.parse(Reply, await response.json()).candidates[0]?.content?.parts ?? [];
  };
  return {
    baseUrl,
    ask,
    parts,
    image: async (prompt, options) => {
      const part = (await parts(prompt, options)).find(({ inlineData }) => inlineData);
      return decodeBase64(part?.inlineData?.data ?? '');
    },
  };
}

/** Decodes a PNG with alpha. */
export function decodeBase64(base64: string): DecodedImage {
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

export function isReddish([red, green, blue]: Color): boolean {
  return red > 150 && green < 110 && blue < 110;
}

export function isBluish([red, green, blue]: Color): boolean {
  return blue > 150 && red < 110 && green < 150;
}

export function isWhitish([red, green, blue]: Color): boolean {
  return red > 235 && green > 235 && blue > 235;
}

/** White with a red square in the middle and a blue spot in the upper left quarter. Of 288 × 192 px. */
export function scene(x: number, y: number): Color {
  if (x >= 108 && x < 180 && y >= 60 && y < 132) return [200, 30, 30];
  if (x >= 24 && x < 48 && y >= 24 && y < 48) return [30, 60, 200];
  return [255, 255, 255];
}
export const SCENE = png(288, 192, scene);
