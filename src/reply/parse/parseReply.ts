import { setImmediate } from 'node:timers/promises';

import { CandidateBuilder, type Candidate } from './candidates.ts';
import { VALUES_PER_TURN } from './documents.ts';
import { chatCandidates, openAiImages, type OpenAiImage } from './openai.ts';
import {
  candidateSchema,
  documentSchema,
  listOf,
  ownField,
  type DocumentFields,
} from './schema.ts';
import { finishedTaskImages } from './task.ts';
import { readUsage } from './usage.ts';
import type { Usage } from '../types.ts';

const MAX_CANDIDATES = 64;
const MAX_OPENAI_IMAGES = 256;
const MAX_WRAPPERS = 3;
/** Google's Code Assist wraps a reply in `response`; some gateways wrap it in `data` or `result`. */
const WRAPPERS = ['response', 'data', 'result'] as const;
/** A wrapper's field counts as one when it has one of these: a reply, or the next wrapper. */
const WRAPPED_FIELDS = ['candidates', 'promptFeedback', 'prompt_feedback', 'response'] as const;
/** A document with one of these is a reply. */
const REPLY_FIELDS = [
  'candidates',
  'promptFeedback',
  'prompt_feedback',
  'usageMetadata',
  'usage_metadata',
  'choices',
  'data',
] as const;

/** The combined facts of a reply's documents. */
export interface ParsedReply {
  /** In the order of their indexes. */
  readonly candidates: readonly Candidate[];
  /** The block of the prompt. */
  readonly block?: { readonly reason: string; readonly message?: string };
  /** Images of an OpenAI-shaped reply. */
  readonly openAiImages: readonly OpenAiImage[];
  /** Whether any document had the shape of a reply. */
  readonly isReply: boolean;
  readonly usage?: Usage;
  readonly modelVersion?: string;
  readonly responseId?: string;
}

/**
 * Parses the documents of a reply, in order: the parts of a stream add up, and for every other field the
 * last document counts. Reads Gemini's shape in camel and snake case, and OpenAI's two shapes.
 */
export async function parseReply(documents: readonly unknown[]): Promise<ParsedReply> {
  const candidates = new Map<number, CandidateBuilder>();
  const images: OpenAiImage[] = [];
  let isReply = false;
  let block: ParsedReply['block'];
  let usage: Usage | undefined;
  let modelVersion: string | undefined;
  let responseId: string | undefined;

  for (const [turn, document] of documents.entries()) {
    if (turn % VALUES_PER_TURN === VALUES_PER_TURN - 1) await setImmediate();
    const parsed = documentSchema.safeParse(unwrap(document));
    if (!parsed.success) continue;
    const fields = parsed.data;
    addCandidates(candidates, fields);
    block = readBlock(fields) ?? block;
    const metadata = fields.usageMetadata ?? fields.usage_metadata;
    if (metadata !== undefined) usage = readUsage(metadata) ?? usage;
    modelVersion = fields.modelVersion ?? fields.model_version ?? modelVersion;
    responseId = fields.responseId ?? fields.response_id ?? responseId;
    const found = [...openAiImages(fields.data), ...finishedTaskImages(document)];
    images.push(...found.slice(0, MAX_OPENAI_IMAGES - images.length));
    isReply ||= looksLikeReply(fields);
  }
  return {
    candidates: [...candidates.entries()]
      .sort(([a], [b]) => a - b)
      .map(([, candidate]) => candidate.build()),
    openAiImages: images,
    isReply,
    ...(block === undefined ? {} : { block }),
    ...(usage === undefined ? {} : { usage }),
    ...(modelVersion === undefined ? {} : { modelVersion }),
    ...(responseId === undefined ? {} : { responseId }),
  };
}

/** Returns the reply inside of wrappers, or the value itself. */
function unwrap(value: unknown): unknown {
  let inner = value;
  for (let i = 0; i < MAX_WRAPPERS; i++) {
    if (ownField(inner, 'candidates') !== undefined) return inner;
    const wrapped = WRAPPERS.map((name) => ownField(inner, name)).find((field) =>
      WRAPPED_FIELDS.some((name) => ownField(field, name) !== undefined),
    );
    if (wrapped === undefined) return inner;
    inner = wrapped;
  }
  return inner;
}

function addCandidates(candidates: Map<number, CandidateBuilder>, fields: DocumentFields): void {
  const turns = [
    ...listOf(fields.candidates, MAX_CANDIDATES),
    ...chatCandidates(listOf(fields.choices, MAX_CANDIDATES)),
  ];
  for (const [position, turn] of turns.entries()) {
    const parsed = candidateSchema.safeParse(turn);
    if (!parsed.success) continue;
    const { index = position } = parsed.data;
    const candidate = candidates.get(index) ?? new CandidateBuilder();
    if (!candidates.has(index)) {
      if (candidates.size >= MAX_CANDIDATES) continue;
      candidates.set(index, candidate);
    }
    candidate.add(parsed.data);
  }
}

function readBlock(fields: DocumentFields): ParsedReply['block'] {
  const feedback = fields.promptFeedback ?? fields.prompt_feedback;
  const reason = feedback?.blockReason ?? feedback?.block_reason;
  if (reason === undefined || reason === '') return undefined;
  const message = feedback?.blockReasonMessage ?? feedback?.block_reason_message;
  return message === undefined ? { reason } : { reason, message };
}

function looksLikeReply(fields: DocumentFields): boolean {
  // `candidates: null` is a reply without candidates.
  if (fields.candidates === null) return true;
  return REPLY_FIELDS.some((name) => fields[name] !== undefined && fields[name] !== null);
}
