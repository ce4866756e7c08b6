/** Replies as rows of a table: what comes over a socket, and what it must come to. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ReplyProblem } from '../../../src/errors.ts';
import { hostedDownload } from '../../../src/reply/hosted/download.ts';
import { readReply } from '../../../src/reply/readReply.ts';
import type { Reply, ReplyImage } from '../../../src/reply/types.ts';
import type { CorpusCase } from '../corpus.ts';
import { AVIF, BLUE, bmp, GIF, HEIC, jpeg, png, WEBP } from '../image/images.ts';
import { memoryStore } from '../memoryStore.ts';
import { fetchRaw, startReplyServer, type ReplyServer } from './replyServer.ts';

/** The pictures of the tables, by one letter each: PNG, a second PNG, JPEG, WebP, GIF, AVIF, HEIC, BMP. */
const PICTURES = {
  P: Buffer.from(png()),
  Q: Buffer.from(png(5, 5, BLUE)),
  J: Buffer.from(jpeg()),
  W: Buffer.from(WEBP),
  G: Buffer.from(GIF),
  A: Buffer.from(AVIF),
  H: Buffer.from(HEIC),
  B: Buffer.from(bmp()),
};
export type Picture = keyof typeof PICTURES;
export const LETTERS = Object.keys(PICTURES) as readonly Picture[];

export const bytes = (picture: Picture): Buffer => PICTURES[picture];
export const base64 = (picture: Picture): string => PICTURES[picture].toString('base64');

export const inline = (data: string, rest: object = {}): object => ({
  inlineData: { mimeType: 'image/png', data },
  ...rest,
});
export const markdown = (picture: Picture, type = 'image/png'): string =>
  `![image](data:${type};base64,${base64(picture)})`;

/** One turn of the model. `finishReason` null: the reply does not state one. */
export function turn(parts: unknown, finishReason: string | null = 'STOP'): object {
  const end = finishReason === null ? {} : { finishReason };
  return { candidates: [{ content: { role: 'model', parts }, ...end, index: 0 }] };
}

export function events(...values: readonly unknown[]): string {
  const line = (value: unknown): string =>
    typeof value === 'string' ? value : JSON.stringify(value);
  return values.map((value) => `data: ${line(value)}\n\n`).join('');
}

/** New API's envelope. */
export const newApi = (message: string, code: unknown = '', type = 'new_api_error'): object => ({
  error: { message: `${message} (request id: 20261120120000abcdef)`, type, param: '', code },
});

/** Google's envelope; `details` without their `@type`. */
export const google = (
  code: number,
  status: string,
  message: string,
  ...details: readonly object[]
): object => ({ error: { code, message, status, details } });

type Files = NonNullable<CorpusCase['hosted']>;

export function file(content: Picture | Buffer, status = 200): Files[string] {
  const body = typeof content === 'string' ? PICTURES[content] : content;
  return { status, contentType: 'image/png', base64: body.toString('base64') };
}

export interface Given {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Files beside the gateway, at `{{HOST}}`. Each is asked for, and nothing else is. */
  readonly hosted?: Files;
}

type Told = Omit<ReplyProblem, 'outcome' | 'charge'> &
  Omit<Reply, 'images' | 'unfinished' | 'problem'>;
type Facts = { readonly [Fact in keyof Told]?: Told[Fact] | undefined };

/**
 * Name, reply, and what it comes to: the letters of the saved images, with the kind of the problem where there is one
 * beside them (`'P but cut-short'`), or outcome and charge, with the letters of what is kept (`'bad_reply maybe, keeps P'`).
 */
export type Row = readonly [string, Given, string, (Facts | undefined)?];

export const NOW = Date.parse('Fri, 20 Nov 2026 12:00:00 GMT');

async function read(server: ReplyServer, { status = 200, headers = {}, body, hosted }: Given) {
  const expect = { images: [], outcome: '' };
  const files = hosted === undefined ? {} : { hosted };
  server.play({ file: '', status, headers, body, expect, ...files });
  const store = memoryStore();
  const reply = await readReply(await fetchRaw(`${server.origin}/reply`), {
    host: 'gateway.example',
    store,
    download: hostedDownload({ gatewayOrigin: server.origin, delaysMs: [0, 1] }),
    now: () => NOW,
    signal: new AbortController().signal,
  });
  assert.ok(store.payloads.every(({ state }) => state !== 'open'));
  const letters = (images: readonly ReplyImage[] = []): string =>
    images
      .map((image) => LETTERS.find((one) => bytes(one).equals(store.bytesOf(image.file))) ?? '?')
      .join('');
  return { reply, saved: letters(reply.images), kept: letters(reply.unfinished) };
}

/** A test for each row, over a real connection. */
export function itReads(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    let server: ReplyServer;
    before(async () => {
      server = await startReplyServer();
    });
    after(() => server.close());

    for (const [name, given, comes, facts = {}] of rows) {
      it(name, async () => {
        const { reply, saved, kept } = await read(server, given);
        const { problem } = reply;
        const kind = problem === undefined ? '' : ` but ${problem.kind}`;
        const keeps = kept === '' ? '' : `, keeps ${kept}`;
        const failed = `${problem?.outcome} ${problem?.charge}`;
        assert.equal(`${saved === '' ? failed : saved + kind}${keeps}`, comes);
        const all: Readonly<Record<string, unknown>> = { ...reply, ...problem };
        for (const [fact, value] of Object.entries(facts)) assert.deepEqual(all[fact], value, fact);
        const asked = [...new Set(server.asked)].filter((path) => path !== '/reply');
        assert.deepEqual(asked, Object.keys(given.hosted ?? {}));
      });
    }
  });
}
