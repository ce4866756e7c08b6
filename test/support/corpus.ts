import { readdirSync, readFileSync } from 'node:fs';

import type { FailedOutcome } from '../../src/errors.ts';

const FOLDER = new URL('../corpus/replies/', import.meta.url);

/** One recorded reply, and what reading it must give. */
export interface CorpusCase {
  /** The name of its file. */
  readonly file: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Text, or JSON. `{{HOST}}` stands for the address of the server that plays the gateway. */
  readonly body: unknown;
  /** Files on that server, by path. */
  readonly hosted?: Readonly<Record<string, HostedFile>>;
  readonly expect: Expectation;
}

export interface HostedFile {
  readonly status: number;
  readonly contentType: string;
  readonly base64: string;
}

export interface Expectation {
  readonly images: readonly { readonly mimeType: string; readonly sha256: string }[];
  /** In the corpus's own words: see {@link acceptedOutcomes}. */
  readonly outcome: string;
  /** Other outcomes that are as good. */
  readonly alternatives?: readonly string[];
  /** Hashes of drafts. */
  readonly mustNotSave?: readonly string[];
  readonly mustNotFetch?: readonly string[];
  readonly text?: string;
  readonly reason?: string;
  /** `prompt` when the prompt itself was blocked. */
  readonly stage?: 'prompt';
  readonly retryAfterMs?: number;
  readonly usage?: {
    readonly promptTokenCount?: number;
    readonly candidatesTokenCount?: number;
    readonly thoughtsTokenCount?: number;
    readonly imageTokens?: number;
  };
  /** For people. */
  readonly note?: string;
  /** The opinion of the corpus's author on clients that retry by themselves. Easel doesn't. */
  readonly retryable?: boolean;
}

/** Reads every recorded reply, in the order of the file names. */
export function corpusCases(): readonly CorpusCase[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      file,
      ...(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Omit<CorpusCase, 'file'>),
    }));
}

/** Returns the bytes of a case's body. @param host the address of the server that plays the gateway */
export function bodyBytes({ body }: Pick<CorpusCase, 'body'>, host: string): Buffer {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return Buffer.from(text.replaceAll('{{HOST}}', host));
}

/**
 * The corpus's own words for some outcomes. Its `server_error` covers three of Easel's: `busy` when the
 * gateway refused, `unreachable` when the request never reached it, and `unknown` when nothing can tell.
 */
const OUTCOMES: Readonly<Record<string, readonly (FailedOutcome | 'saved')[]>> = {
  images: ['saved'],
  timeout: ['unknown'],
  server_error: ['busy', 'unknown', 'unreachable'],
  bad_response: ['bad_reply', 'download_failed'],
};

/** Returns the outcomes of Easel that meet an expectation. */
export function acceptedOutcomes({ outcome, alternatives = [] }: Expectation): readonly string[] {
  return [outcome, ...alternatives].flatMap((name): readonly string[] => OUTCOMES[name] ?? [name]);
}
