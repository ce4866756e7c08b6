/** Tables of replies: each row is sent over a socket and read, and says what must come of it. */
import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { ReplyProblem } from '../../../src/errors.ts';
import { hostedDownload } from '../../../src/reply/hosted/download.ts';
import { readReply } from '../../../src/reply/readReply.ts';
import type { Reply, ReplyImage } from '../../../src/reply/types.ts';
import type { HostedFile } from '../corpus.ts';
import { bmp } from '../image/bitmaps.ts';
import { AVIF, BLUE, GIF, HEIC, jpeg, png, WEBP } from '../image/images.ts';
import { memoryStore } from '../memoryStore.ts';
import { fetchRaw, startReplyServer, type ReplyServer } from './replyServer.ts';

/** The images of the tables, by one letter each: PNG, a second PNG, JPEG, WebP, GIF, AVIF, HEIC, BMP. */
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
export const markdown = (picture: Picture, type = 'image/png'): string =>
  `![image](data:${type};base64,${base64(picture)})`;

/** A file on the server that plays the gateway. */
export function file(content: Picture | Buffer, status = 200): HostedFile {
  const body = typeof content === 'string' ? PICTURES[content] : content;
  return { status, contentType: 'image/png', base64: body.toString('base64') };
}

/** A reply. `{{HOST}}` in its body stands for the address of the server. */
export interface PlayedRow {
  /** 200 by default. */
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** Files on the server, by path. Reading must request each of them and nothing else. */
  readonly hosted?: Readonly<Record<string, HostedFile>>;
}

type AllFacts = Omit<ReplyProblem, 'outcome' | 'charge'> &
  Omit<Reply, 'images' | 'unfinished' | 'problem'>;
/** Facts of the reply or of its problem that a row checks. */
export type Facts = { readonly [Fact in keyof AllFacts]?: AllFacts[Fact] | undefined };

/**
 * A name, a reply, and its result. The result is the letters of the images, with the kind of the
 * problem next to them (`'P but cut-short'`), or outcome and charge, with the letters of what is kept
 * (`'bad_reply maybe, keeps P'`).
 */
export type Row = readonly [
  name: string,
  reply: PlayedRow,
  result: string,
  facts?: Facts | undefined,
];

export const NOW = Date.parse('Fri, 20 Nov 2026 12:00:00 GMT');

/** Defines a test for each row. */
export function itReads(title: string, rows: readonly Row[]): void {
  describe(title, () => {
    assert.ok(rows.length > 0);
    let server: ReplyServer;
    before(async () => {
      server = await startReplyServer();
    });
    after(() => server.close());

    for (const [name, played, result, facts = {}] of rows) {
      it(`gives “${result}” for ${name}`, async () => {
        const { reply, saved, kept } = await read(server, played);
        assert.equal(resultOf(reply, saved, kept), result);
        const all: Readonly<Record<string, unknown>> = { ...reply, ...reply.problem };
        for (const [fact, value] of Object.entries(facts)) assert.deepEqual(all[fact], value, fact);
        const files = [...new Set(server.requested)].filter((path) => path !== '/reply');
        assert.deepEqual(files, Object.keys(played.hosted ?? {}));
      });
    }
  });
}

function resultOf({ problem }: Reply, saved: string, kept: string): string {
  const failed = `${problem?.outcome} ${problem?.charge}`;
  const partial = problem === undefined ? saved : `${saved} but ${problem.kind}`;
  return (saved === '' ? failed : partial) + (kept === '' ? '' : `, keeps ${kept}`);
}

async function read(server: ReplyServer, { status = 200, headers = {}, body, hosted }: PlayedRow) {
  server.play({ status, headers, body, ...(hosted === undefined ? {} : { hosted }) });
  const store = memoryStore();
  const reply = await readReply(await fetchRaw(`${server.origin}/reply`), {
    host: 'gateway.example',
    store,
    download: hostedDownload({ gatewayOrigin: server.origin, delaysMs: [0, 1] }),
    now: () => NOW,
    signal: new AbortController().signal,
  });
  store.assertNoneOpen();
  const letters = (images: readonly ReplyImage[] = []): string =>
    images
      .map((image) => LETTERS.find((one) => bytes(one).equals(store.bytesOf(image.file))) ?? '?')
      .join('');
  return { reply, saved: letters(reply.images), kept: letters(reply.unfinished) };
}
