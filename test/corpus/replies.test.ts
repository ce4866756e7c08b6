import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';

import { hostedDownload } from '../../src/reply/hosted/download.ts';
import { readReply } from '../../src/reply/readReply.ts';
import { acceptedOutcomes, corpusCases } from '../support/corpus.ts';
import { memoryStore } from '../support/memoryStore.ts';
import { fetchRaw, startReplyServer, type ReplyServer } from '../support/gateway/replyServer.ts';

const cases = corpusCases();

describe('recorded replies over a real connection', () => {
  let server: ReplyServer;
  before(async () => {
    server = await startReplyServer();
  });
  after(() => server.close());

  it('has them all', () => {
    assert.equal(cases.length, 112);
  });

  for (const one of cases) {
    it(one.file, async () => {
      server.play(one);
      const store = memoryStore();
      const reply = await readReply(await fetchRaw(`${server.origin}/reply`), {
        host: new URL(server.origin).host,
        store,
        download: hostedDownload({ gatewayOrigin: server.origin, delaysMs: [0, 1, 1] }),
        now: Date.now,
        signal: new AbortController().signal,
      });

      const { expect } = one;
      assert.deepEqual(
        reply.images.map(({ facts, sha256 }) => ({ mimeType: facts.mimeType, sha256 })),
        expect.images.map(({ mimeType, sha256 }) => ({ mimeType, sha256 })),
      );
      const outcome = reply.images.length > 0 ? 'saved' : reply.problem?.outcome;
      assert.ok(
        acceptedOutcomes(one).includes(String(outcome)),
        `${outcome} is none of ${acceptedOutcomes(one).join(', ')}`,
      );
      for (const hash of expect.mustNotSave ?? []) {
        assert.ok(!reply.images.some(({ sha256 }) => sha256 === hash));
      }
      const hosted = one.hosted === undefined ? [] : Object.keys(one.hosted);
      assert.ok(server.asked.every((path) => path === '/reply' || hosted.includes(path)));
      assert.ok(store.payloads.every(({ state }) => state !== 'open'));

      if (expect.text !== undefined) assert.equal(reply.text, expect.text);
      if (expect.reason !== undefined && reply.images.length === 0) {
        assert.equal(reply.problem?.reason, expect.reason);
      }
      if (expect.stage !== undefined) assert.equal(reply.problem?.kind, 'blocked-prompt');
      if (expect.retryAfterMs !== undefined) {
        assert.equal(reply.problem?.retryAfterMs, expect.retryAfterMs);
      }
      if (expect.usage !== undefined) {
        assert.equal(reply.usage?.promptTokens, expect.usage.promptTokenCount);
        assert.equal(reply.usage?.outputTokens, expect.usage.candidatesTokenCount);
        assert.equal(reply.usage?.thoughtsTokens, expect.usage.thoughtsTokenCount);
        assert.equal(reply.usage?.outputByModality?.['IMAGE'], expect.usage.imageTokens);
      }
      const requestId = one.headers['x-oneapi-request-id'];
      if (requestId !== undefined) assert.equal(reply.requestId, requestId);
    });
  }
});
