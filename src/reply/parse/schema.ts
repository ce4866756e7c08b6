import * as z from 'zod/mini';

// The few fields of a reply that Easel reads. Any of them may be null, missing, or of another type:
// such a field counts as absent and never spoils the rest. Gateways mix camel and snake case, so both
// are read. Unknown keys are dropped.

const text = z.catch(z.optional(z.string()), undefined);
const count = z.catch(z.optional(z.number()), undefined);
const flag = z.catch(z.optional(z.union([z.boolean(), z.string()])), undefined);
const anything = z.optional(z.unknown());

const blob = z.catch(z.optional(z.object({ mimeType: text, mime_type: text, data: text })), {});
const file = z.catch(z.optional(z.object({ fileUri: text, file_uri: text })), {});

export const partSchema = z.object({
  text,
  thought: flag,
  inlineData: blob,
  inline_data: blob,
  fileData: file,
  file_data: file,
});

export const candidateSchema = z.object({
  index: count,
  content: anything,
  finishReason: text,
  finish_reason: text,
  finishMessage: text,
  finish_message: text,
});

export const contentSchema = z.object({ parts: anything });

const feedback = z.catch(
  z.optional(
    z.object({
      blockReason: text,
      block_reason: text,
      blockReasonMessage: text,
      block_reason_message: text,
    }),
  ),
  undefined,
);

export const usageSchema = z.object({
  promptTokenCount: count,
  prompt_token_count: count,
  candidatesTokenCount: count,
  candidates_token_count: count,
  thoughtsTokenCount: count,
  thoughts_token_count: count,
  totalTokenCount: count,
  total_token_count: count,
  promptTokensDetails: anything,
  prompt_tokens_details: anything,
  candidatesTokensDetails: anything,
  candidates_tokens_details: anything,
});
const usage = z.catch(z.optional(usageSchema), undefined);

export const documentSchema = z.object({
  candidates: anything,
  promptFeedback: feedback,
  prompt_feedback: feedback,
  usageMetadata: usage,
  usage_metadata: usage,
  modelVersion: text,
  model_version: text,
  responseId: text,
  response_id: text,
  data: anything,
  choices: anything,
});

export type CandidateFields = z.infer<typeof candidateSchema>;
export type DocumentFields = z.infer<typeof documentSchema>;

export const modalitySchema = z.object({ modality: text, tokenCount: count, token_count: count });

/** Returns an own property of a JSON object. Never reads through a prototype. */
export function ownField(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
  return (value as Readonly<Record<string, unknown>>)[name];
}

/** Returns a list's first elements. A single object counts as a list of one, anything else as an empty list. */
export function listOf(value: unknown, max: number): readonly unknown[] {
  if (Array.isArray(value)) return (value as readonly unknown[]).slice(0, max);
  return typeof value === 'object' && value !== null ? [value] : [];
}
