import * as z from 'zod/mini';

import { listOf, ownField } from './schema.ts';

/** Some gateways answer a native request in OpenAI's shapes; what they mean is the same. */

const MOST_ITEMS = 256;
const text = z.catch(z.optional(z.string()), undefined);
const imageSchema = z.object({ b64_json: text, url: text });
const choiceSchema = z.object({
  index: z.catch(z.optional(z.number()), undefined),
  finish_reason: text,
  message: z.optional(z.unknown()),
  delta: z.optional(z.unknown()),
});

/** An image of `images/generations`: base64 or an address. */
export interface OpenAiItem {
  readonly data?: string;
  readonly url?: string;
}

export function imageItems(data: unknown): readonly OpenAiItem[] {
  return listOf(data, MOST_ITEMS).flatMap((one): readonly OpenAiItem[] => {
    const image = imageSchema.safeParse(one);
    if (!image.success) return [];
    const { b64_json: data, url } = image.data;
    // The field that is not used may be there all the same, and empty.
    if (data !== undefined && data !== '') return [{ data }];
    return url === undefined || url === '' ? [] : [{ url }];
  });
}

const FINISH_REASONS: Readonly<Record<string, string>> = {
  stop: 'STOP',
  length: 'MAX_TOKENS',
  content_filter: 'SAFETY',
};

/** A message's content as parts: a text, or a list of texts and image addresses. */
function messageParts(message: unknown): readonly object[] {
  const content = ownField(message, 'content');
  const texts = [content, ownField(message, 'refusal')].flatMap((said): readonly object[] =>
    typeof said === 'string' ? [{ text: said }] : [],
  );
  const blocks = [
    ...listOf(content, MOST_ITEMS),
    ...listOf(ownField(message, 'images'), MOST_ITEMS),
  ];
  const parts = blocks.flatMap((block): readonly object[] => {
    const said = ownField(block, 'text');
    const image = ownField(block, 'image_url');
    const url = typeof image === 'string' ? image : ownField(image, 'url');
    if (typeof said === 'string') return [{ text: said }];
    return typeof url === 'string' ? [{ fileData: { fileUri: url } }] : [];
  });
  return [...texts, ...parts];
}

/** The choices of a chat completion, streamed or not, as candidates. */
export function chatCandidates(choices: readonly unknown[]): readonly object[] {
  return choices.flatMap((one): readonly object[] => {
    const choice = choiceSchema.safeParse(one);
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
