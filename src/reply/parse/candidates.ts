import { contentSchema, listOf, partSchema, type CandidateFields } from './schema.ts';

const MAX_PARTS = 256;
const MAX_TEXT_CHARS = 1 << 20;

/** One part of a candidate. `thought` marks the model's drafts and reasoning. */
export type Part = { readonly thought: boolean } & (
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'inline'; readonly data: string; readonly mimeType: string }
  | { readonly kind: 'uri'; readonly uri: string }
);

export interface Candidate {
  readonly parts: readonly Part[];
  /** In upper case. */
  readonly finishReason?: string;
  readonly finishMessage?: string;
}

/** Collects one candidate over the documents of a stream. */
export class CandidateBuilder {
  readonly #parts: Part[] = [];
  #finishReason: string | undefined;
  #finishMessage: string | undefined;
  #textChars = 0;

  add(fields: CandidateFields): void {
    for (const value of partValues(fields.content)) {
      for (const part of readPart(value)) this.#addPart(part);
    }
    const reason = fields.finishReason ?? fields.finish_reason;
    if (reason !== undefined && reason !== '') this.#finishReason = reason.toUpperCase();
    this.#finishMessage = fields.finishMessage ?? fields.finish_message ?? this.#finishMessage;
  }

  build(): Candidate {
    const reason = this.#finishReason;
    const message = this.#finishMessage;
    return {
      parts: this.#parts,
      ...(reason === undefined ? {} : { finishReason: reason }),
      ...(message === undefined ? {} : { finishMessage: message }),
    };
  }

  /** Adds a part. A stream splits a text over several parts, so adjacent texts of one kind are joined. */
  #addPart(part: Part): void {
    const last = this.#parts.at(-1);
    if (part.kind === 'text') {
      if (this.#textChars > MAX_TEXT_CHARS) return;
      this.#textChars += part.text.length;
      if (last?.kind === 'text' && last.thought === part.thought) {
        this.#parts[this.#parts.length - 1] = { ...part, text: last.text + part.text };
        return;
      }
    }
    if (this.#parts.length < MAX_PARTS) this.#parts.push(part);
  }
}

function partValues(content: unknown): readonly unknown[] {
  if (typeof content === 'string') return [{ text: content }];
  const parsed = contentSchema.safeParse(content);
  return parsed.success ? listOf(parsed.data.parts, MAX_PARTS) : [];
}

/** Reads one part. The API allows one of text, bytes, and address in it, but some relays combine two. */
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
  const uri =
    part.fileData?.fileUri ??
    part.fileData?.file_uri ??
    part.file_data?.file_uri ??
    part.file_data?.fileUri;
  if (blob?.data !== undefined && isAddress(blob.data)) {
    parts.push({ kind: 'uri', thought, uri: blob.data });
  } else if (blob?.data !== undefined && blob.data !== '') {
    const mimeType = blob.mimeType ?? blob.mime_type ?? '';
    parts.push({ kind: 'inline', thought, data: blob.data, mimeType });
  } else if (uri !== undefined && uri !== '') {
    parts.push({ kind: 'uri', thought, uri });
  }
  return parts;
}

/** Some relays put the address of a hosted image in place of its bytes. */
function isAddress(data: string): boolean {
  return /^\s*https?:\/\//i.test(data);
}
