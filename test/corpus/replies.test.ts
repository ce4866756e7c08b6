import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { hostedDownload } from '../../src/reply/hosted/download.ts';
import { readReply } from '../../src/reply/readReply.ts';
import type { Reply } from '../../src/reply/types.ts';
import {
  acceptedOutcomes,
  corpusCases,
  type CorpusCase,
  type Expectation,
} from '../support/corpus.ts';
import { memoryStore } from '../support/memoryStore.ts';
import { fetchRaw, startReplyServer, type ReplyServer } from '../support/gateway/replyServer.ts';

const cases = corpusCases();

interface ReadCase {
  readonly reply: Reply;
  /** The paths that were requested. */
  readonly requested: readonly string[];
  readonly expect: Expectation;
}

type Check<K extends keyof Expectation> = (value: Required<Expectation>[K], read: ReadCase) => void;

/** One check for every field that a recorded reply may expect. */
const CHECKS: { readonly [K in keyof Expectation]-?: Check<K> } = {
  images: (images, { reply }) => {
    assert.deepEqual(
      reply.images.map(({ facts, sha256 }) => ({ mimeType: facts.mimeType, sha256 })),
      images.map(({ mimeType, sha256 }) => ({ mimeType, sha256 })),
    );
  },
  outcome: (_, { reply, expect }) => {
    const outcome = reply.images.length > 0 ? 'saved' : reply.problem?.outcome;
    const accepted = acceptedOutcomes(expect);
    assert.ok(accepted.includes(String(outcome)), `${outcome}, not ${accepted.join(' or ')}`);
  },
  mustNotSave: (hashes, { reply }) => {
    assert.ok(hashes.length > 0);
    for (const hash of hashes) assert.ok(!reply.images.some(({ sha256 }) => sha256 === hash));
  },
  mustNotFetch: (urls, { reply, requested }) => {
    assert.ok(urls.length > 0);
    // Other hosts can't be reached in a test, so an attempt would be a failed download.
    assert.deepEqual(requested, ['/reply']);
    assert.notEqual(reply.problem?.kind, 'download');
  },
  text: (text, { reply }) => {
    assert.equal(reply.text, text);
  },
  reason: (reason, { reply }) => {
    assert.equal(reply.problem?.reason, reason);
  },
  stage: (stage, { reply }) => {
    assert.equal(stage, 'prompt');
    assert.equal(reply.problem?.kind, 'blocked-prompt');
  },
  retryAfterMs: (retryAfterMs, { reply }) => {
    assert.equal(reply.problem?.retryAfterMs, retryAfterMs);
  },
  usage: (usage, { reply }) => {
    assert.equal(reply.usage?.promptTokens, usage.promptTokenCount);
    assert.equal(reply.usage?.outputTokens, usage.candidatesTokenCount);
    assert.equal(reply.usage?.thoughtsTokens, usage.thoughtsTokenCount);
    assert.equal(reply.usage?.outputByModality?.['IMAGE'], usage.imageTokens);
  },
  alternatives: () => undefined,
  note: () => undefined,
  retryable: () => undefined,
};

function check(field: keyof Expectation, read: ReadCase): void {
  assert.ok(field in CHECKS, `the test has no check for ${field}`);
  const value: unknown = read.expect[field];
  assert.notEqual(value, undefined);
  // The types of the table pair each check with the type of its field.
  (CHECKS[field] as (value: unknown, read: ReadCase) => void)(value, read);
}

describe('a recorded reply over a real connection', () => {
  let server: ReplyServer;
  before(async () => {
    server = await startReplyServer();
  });
  after(() => server.close());

  it('is one of 112', () => {
    assert.equal(cases.length, 112);
  });

  it('expects every field at least once', () => {
    const used = new Set(cases.flatMap(({ expect }) => Object.keys(expect)));
    assert.deepEqual([...used].sort(), Object.keys(CHECKS).sort());
  });

  for (const one of cases) {
    it(`has the expected result: ${one.file}`, async () => {
      await readAndCheck(server, one);
    });
  }
});

async function readAndCheck(server: ReplyServer, one: CorpusCase): Promise<void> {
  server.play(one);
  const store = memoryStore();
  const reply = await readReply(await fetchRaw(`${server.origin}/reply`), {
    host: new URL(server.origin).host,
    store,
    download: hostedDownload({ gatewayOrigin: server.origin, delaysMs: [0, 1, 1] }),
    now: Date.now,
    signal: new AbortController().signal,
  });

  const { expect, hosted = {} } = one;
  for (const field of Object.keys(expect) as (keyof Expectation)[]) {
    check(field, { reply, requested: server.requested, expect });
  }
  const allowed = ['/reply', ...Object.keys(hosted)];
  assert.deepEqual(
    server.requested.filter((path) => !allowed.includes(path)),
    [],
  );
  store.assertNoneOpen();
  const requestId = one.headers['x-oneapi-request-id'];
  if (requestId !== undefined) assert.equal(reply.requestId, requestId);
}
