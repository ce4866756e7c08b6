import { readdirSync, readFileSync } from 'node:fs';

import type { FailedOutcome } from '../../src/errors.ts';

const FOLDER = new URL('../corpus/replies/', import.meta.url);

export interface CorpusCase {
  readonly file: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly hosted?: Readonly<
    Record<
      string,
      { readonly status: number; readonly contentType: string; readonly base64: string }
    >
  >;
  readonly expect: {
    readonly images: readonly { readonly mimeType: string; readonly sha256: string }[];
    readonly outcome: string;
    readonly alternatives?: readonly string[];
    readonly mustNotSave?: readonly string[];
    readonly mustNotFetch?: readonly string[];
    readonly text?: string;
    readonly reason?: string;
    readonly stage?: string;
    readonly retryAfterMs?: number;
    readonly usage?: {
      readonly promptTokenCount?: number;
      readonly candidatesTokenCount?: number;
      readonly thoughtsTokenCount?: number;
      readonly imageTokens?: number;
    };
  };
}

/** Every recorded reply, with what it must come to. */
export function corpusCases(): readonly CorpusCase[] {
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => ({
      file,
      ...(JSON.parse(readFileSync(new URL(file, FOLDER), 'utf8')) as Omit<CorpusCase, 'file'>),
    }));
}

/** The bytes of a case's body, with the address of the server that plays the gateway. */
export function bodyBytes(one: CorpusCase, host: string): Buffer {
  const text = typeof one.body === 'string' ? one.body : JSON.stringify(one.body);
  return Buffer.from(text.replaceAll('{{HOST}}', host));
}

/**
 * The corpus names outcomes in its own words; a run names them in ours. A transient server error
 * is `busy` where the gateway refused, `unreachable` where the request never came to it, and
 * `unknown` where nobody can say.
 */
const OUTCOMES: Readonly<Record<string, readonly (FailedOutcome | 'saved')[]>> = {
  images: ['saved'],
  timeout: ['unknown'],
  server_error: ['busy', 'unknown', 'unreachable'],
  bad_response: ['bad_reply', 'download_failed'],
};

export function acceptedOutcomes({ expect }: CorpusCase): readonly string[] {
  const names = [expect.outcome, ...(expect.alternatives ?? [])];
  return names.flatMap((name): readonly string[] => OUTCOMES[name] ?? [name]);
}
