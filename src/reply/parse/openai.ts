// Some gateways answer a native request in OpenAI's shapes: those of `images/generations` and of chat
// completions. Their content maps onto Gemini's.
import * as z from 'zod/mini';

import { listOf, ownField } from './schema.ts';

const MAX_ITEMS = 256;
const text = z.catch(z.optional(z.string()), undefined);
const imageSchema = z.object({ b64_json: text, url: text });
const choiceSchema = z.object({
  index: z.catch(z.optional(z.number()), undefined),
  finish_reason: text,
  message: z.optional(z.unknown()),
  delta: z.optional(z.unknown()),
});

/** One image of `images/generations`: base64, which the scanner replaced with a placeholder, or an address. */
export interface OpenAiImage {
  readonly data?: string;
  readonly url?: string;
}

/** Reads the `data` list of an `images/generations` reply. */
export function openAiImages(data: unknown): readonly OpenAiImage[] {
  return listOf(data, MAX_ITEMS).flatMap((item): readonly OpenAiImage[] => {
    const image = imageSchema.safeParse(item);
    if (!image.success) return [];
    const { b64_json: base64, url } = image.data;
    // Some gateways send the field that they don't use as an empty string.
    if (base64 !== undefined && /^\s*https?:\/\//i.test(base64)) return [{ url: base64.trim() }];
    if (base64 !== undefined && base64 !== '') return [{ data: base64 }];
    return url === undefined || url === '' ? [] : [{ url }];
  });
}

const FINISH_REASONS: Readonly<Record<string, string>> = {
  stop: 'STOP',
  length: 'MAX_TOKENS',
  content_filter: 'SAFETY',
};

/** Turns the choices of a chat completion, streamed or not, into the JSON of Gemini candidates. */
export function chatCandidates(choices: readonly unknown[]): readonly object[] {
  return choices.flatMap((item): readonly object[] => {
    const choice = choiceSchema.safeParse(item);
    if (!choice.success) return [];
    const { index, finish_reason: reason, message, delta } = choice.data;
    return [
      {
        index,
        finishReason:
          reason === undefined ? undefined : (FINISH_REASONS[reason] ?? reason.toUpperCase()),
        content: { parts: messageParts(message ?? delta) },
      },
    ];
  });
}

/** Turns a message's content, a text or a list of texts and image addresses, into the JSON of Gemini parts. */
function messageParts(message: unknown): readonly object[] {
  const content = ownField(message, 'content');
  const texts = [content, ownField(message, 'refusal')].flatMap((value): readonly object[] =>
    typeof value === 'string' ? [{ text: value }] : [],
  );
  const blocks = [...listOf(content, MAX_ITEMS), ...listOf(ownField(message, 'images'), MAX_ITEMS)];
  const parts = blocks.flatMap((block): readonly object[] => {
    const blockText = ownField(block, 'text');
    const image = ownField(block, 'image_url');
    const url = typeof image === 'string' ? image : ownField(image, 'url');
    if (typeof blockText === 'string') return [{ text: blockText }];
    return typeof url === 'string' ? [{ fileData: { fileUri: url } }] : [];
  });
  return [...texts, ...parts];
}
