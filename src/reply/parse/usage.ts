import type * as z from 'zod/mini';

import { listOf, modalitySchema, type usageSchema } from './schema.ts';
import type { Usage } from '../types.ts';

const MAX_MODALITIES = 16;

type UsageFields = z.infer<typeof usageSchema>;

/** Reads `usageMetadata` (Gemini API, GenerateContentResponse). @returns `undefined` when it counts nothing */
export function readUsage(fields: UsageFields): Usage | undefined {
  const outputByModality = countsByModality(
    fields.candidatesTokensDetails ?? fields.candidates_tokens_details,
  );
  const promptByModality = countsByModality(
    fields.promptTokensDetails ?? fields.prompt_tokens_details,
  );
  const usage = Object.fromEntries(
    Object.entries({
      promptTokens: fields.promptTokenCount ?? fields.prompt_token_count,
      outputTokens: fields.candidatesTokenCount ?? fields.candidates_token_count,
      thoughtsTokens: fields.thoughtsTokenCount ?? fields.thoughts_token_count,
      totalTokens: fields.totalTokenCount ?? fields.total_token_count,
      outputByModality,
      promptByModality,
    }).filter(([, value]) => value !== undefined),
  ) as Usage;
  return Object.keys(usage).length === 0 ? undefined : usage;
}

/** Adds up a list of `{modality, tokenCount}` by modality, in upper case. */
function countsByModality(value: unknown): Readonly<Record<string, number>> | undefined {
  const counts = new Map<string, number>();
  for (const item of listOf(value, MAX_MODALITIES)) {
    const parsed = modalitySchema.safeParse(item);
    if (!parsed.success || parsed.data.modality === undefined) continue;
    const name = parsed.data.modality.toUpperCase();
    const tokens = parsed.data.tokenCount ?? parsed.data.token_count ?? 0;
    counts.set(name, (counts.get(name) ?? 0) + tokens);
  }
  return counts.size === 0 ? undefined : Object.fromEntries(counts);
}
