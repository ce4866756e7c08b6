import { setImmediate } from 'node:timers/promises';

import type * as z from 'zod/mini';

import {
  candidateSchema,
  contentSchema,
  documentSchema,
  listOf,
  modalitySchema,
  ownField,
  partSchema,
} from './schema.ts';
import { VALUES_PER_TURN } from './documents.ts';
import { chatCandidates, imageItems, type OpenAiItem } from './openai.ts';
import type { Usage } from '../types.ts';

const MOST_CANDIDATES = 64;
const MOST_PARTS = 256;
const MOST_TEXT_CHARS = 1 << 20;
const MOST_WRAPPERS = 3;
/** Code Assist wraps a reply in `response`; others found in use wrap it in `data` or `result`. */
const WRAPPERS = ['response', 'data', 'result'] as const;
/** What shows that there is a reply in a wrapper, or another wrapper. */
const WRAPPED = ['candidates', 'promptFeedback', 'prompt_feedback', 'response'] as const;

/** One part of a candidate: exactly one of text, inline and uri. */
export type Part = { readonly thought: boolean } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'inline'; readonly data: string; readonly mimeType: string }
  | { readonly kind: 'uri'; readonly uri: string }
);

export interface Candidate {
  readonly parts: readonly Part[];
  readonly finishReason?: string;
  readonly finishMessage?: string;
}

/** What all documents of a reply say together. */
export interface Understood {
  readonly candidates: readonly Candidate[];
  readonly block?: { readonly reason: string; readonly message?: string };
  /** Images of an OpenAI-shaped reply. */
  readonly items: readonly OpenAiItem[];
  /** Whether any of it looked like a reply at all. */
  readonly isReply: boolean;
  readonly usage?: Usage;
  readonly modelVersion?: string;
  readonly responseId?: string;
}

interface Draft {
  readonly parts: Part[];
  finishReason?: string;
  finishMessage?: string;
  chars: number;
}

/** What one part says: of text, bytes and address the API allows one, and relays put two together. */
function readPart(value: unknown): readonly Part[] {
  const parsed = partSchema.safeParse(value);
  if (!parsed.success) return [];
  const part = parsed.data;
  const thought = part.thought === true || part.thought === 'true';
  const parts: Part[] = [];
  if (part.text !== undefined && part.text !== '') {
    parts.push({ kind: 'text', thought, text: part.text });
  }
  const blob = part.inlineData?.data === undefined ? part.inline_data : part.inlineData;
  const uri = part.fileData?.fileUri ?? part.fileData?.file_uri ?? part.file_data?.file_uri;
  const anyUri = uri ?? part.file_data?.fileUri;
  if (blob?.data !== undefined && blob.data !== '') {
    const mimeType = blob.mimeType ?? blob.mime_type ?? '';
    parts.push({ kind: 'inline', thought, data: blob.data, mimeType });
  } else if (anyUri !== undefined && anyUri !== '') {
    parts.push({ kind: 'uri', thought, uri: anyUri });
  }
  return parts;
}

function partsOf(content: unknown): readonly unknown[] {
  if (typeof content === 'string') return [{ text: content }];
  const parsed = contentSchema.safeParse(content);
  return parsed.success ? listOf(parsed.data.parts, MOST_PARTS) : [];
}

/** Adds a part; texts of one kind that follow each other are one text, as a stream splits them. */
function addPart(draft: Draft, part: Part): void {
  const last = draft.parts.at(-1);
  if (part.kind === 'text') {
    if (draft.chars > MOST_TEXT_CHARS) return;
    draft.chars += part.text.length;
    if (last?.kind === 'text' && last.thought === part.thought) {
      draft.parts[draft.parts.length - 1] = { ...part, text: last.text + part.text };
      return;
    }
  }
  if (draft.parts.length < MOST_PARTS) draft.parts.push(part);
}

function addCandidate(drafts: Map<number, Draft>, value: unknown, position: number): void {
  const parsed = candidateSchema.safeParse(value);
  if (!parsed.success) return;
  const { index = position, content, ...rest } = parsed.data;
  const draft = drafts.get(index) ?? { parts: [], chars: 0 };
  if (!drafts.has(index)) {
    if (drafts.size >= MOST_CANDIDATES) return;
    drafts.set(index, draft);
  }
  for (const one of partsOf(content)) {
    for (const part of readPart(one)) addPart(draft, part);
  }
  const reason = rest.finishReason ?? rest.finish_reason;
  if (reason !== undefined && reason !== '') draft.finishReason = reason.toUpperCase();
  const message = rest.finishMessage ?? rest.finish_message;
  if (message !== undefined) draft.finishMessage = message;
}

function modalities(value: unknown): Readonly<Record<string, number>> | undefined {
  const counts = new Map<string, number>();
  for (const one of listOf(value, 16)) {
    const parsed = modalitySchema.safeParse(one);
    if (!parsed.success || parsed.data.modality === undefined) continue;
    const name = parsed.data.modality.toUpperCase();
    counts.set(
      name,
      (counts.get(name) ?? 0) + (parsed.data.tokenCount ?? parsed.data.token_count ?? 0),
    );
  }
  return counts.size === 0 ? undefined : Object.fromEntries(counts);
}

type UsageFields = NonNullable<z.infer<typeof documentSchema>['usageMetadata']>;

function readUsage(fields: UsageFields): Usage | undefined {
  const outputByModality = modalities(
    fields.candidatesTokensDetails ?? fields.candidates_tokens_details,
  );
  const promptByModality = modalities(fields.promptTokensDetails ?? fields.prompt_tokens_details);
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

const KNOWN_FIELDS = [
  'candidates',
  'promptFeedback',
  'prompt_feedback',
  'usageMetadata',
  'usage_metadata',
  'choices',
  'data',
] as const;

function unwrap(value: unknown): unknown {
  let inner = value;
  for (let i = 0; i < MOST_WRAPPERS; i++) {
    if (ownField(inner, 'candidates') !== undefined) return inner;
    const wrapped = WRAPPERS.map((name) => ownField(inner, name)).find((field) =>
      WRAPPED.some((name) => ownField(field, name) !== undefined),
    );
    if (wrapped === undefined) return inner;
    inner = wrapped;
  }
  return inner;
}

/** Reads the documents of a reply, in order: the parts of a stream add up, the last word counts. */
export async function understand(values: readonly unknown[]): Promise<Understood> {
  const drafts = new Map<number, Draft>();
  const items: OpenAiItem[] = [];
  let isReply = false;
  let block: Understood['block'];
  let usage: Usage | undefined;
  let modelVersion: string | undefined;
  let responseId: string | undefined;

  for (const [turn, value] of values.entries()) {
    if (turn % VALUES_PER_TURN === VALUES_PER_TURN - 1) await setImmediate();
    const parsed = documentSchema.safeParse(unwrap(value));
    if (!parsed.success) continue;
    const fields = parsed.data;
    const turns = [
      ...listOf(fields.candidates, MOST_CANDIDATES),
      ...chatCandidates(listOf(fields.choices, MOST_CANDIDATES)),
    ];
    for (const [position, one] of turns.entries()) addCandidate(drafts, one, position);
    const feedback = fields.promptFeedback ?? fields.prompt_feedback;
    const reason = feedback?.blockReason ?? feedback?.block_reason;
    const message = feedback?.blockReasonMessage ?? feedback?.block_reason_message;
    if (reason !== undefined && reason !== '') {
      block = message === undefined ? { reason } : { reason, message };
    }
    const metadata = fields.usageMetadata ?? fields.usage_metadata;
    if (metadata !== undefined) usage = readUsage(metadata) ?? usage;
    modelVersion = fields.modelVersion ?? fields.model_version ?? modelVersion;
    responseId = fields.responseId ?? fields.response_id ?? responseId;
    items.push(...imageItems(fields.data).slice(0, MOST_PARTS - items.length));
    isReply ||=
      fields.candidates === null ||
      KNOWN_FIELDS.some((name) => fields[name] !== undefined && fields[name] !== null);
  }
  return {
    candidates: [...drafts.entries()].sort(([a], [b]) => a - b).map(([, draft]) => draft),
    items,
    isReply,
    ...(block === undefined ? {} : { block }),
    ...(usage === undefined ? {} : { usage }),
    ...(modelVersion === undefined ? {} : { modelVersion }),
    ...(responseId === undefined ? {} : { responseId }),
  };
}
