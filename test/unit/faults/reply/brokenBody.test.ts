/** Faults in the body of a reply that began well. */
import assert from 'node:assert/strict';
import { describe } from 'node:test';
import { fault, PICTURE } from '../../../support/faults/faults.ts';
import { assertFailed, assertSaved, type Expected } from '../../../support/faults/faultEnds.ts';
import { inlineDataReply } from '../../../support/gateway/scriptedGateway.ts';

const IMAGE_BODY = JSON.stringify(inlineDataReply(PICTURE).body);
const HALF = Math.floor(IMAGE_BODY.length / 2);
const BROKE_OFF: Expected = {
  outcome: 'unknown',
  charge: 'maybe',
  says: /cut off after \d+ B\. You were probably charged/,
  first: 'open-site',
};
/** The same when a part of the image arrived, which Easel offers as incomplete. */
const BROKE_OFF_WITHIN: Expected = { ...BROKE_OFF, keeps: true };
const BAD: Expected = { outcome: 'bad_reply', charge: 'maybe', says: /may have been charged/ };

/** A reply whose stated length differs from its real one. */
const withLength = (length: number, body = IMAGE_BODY): string =>
  `HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n\r\n${body}`;
const chunk = (text: string): string => `${text.length.toString(16)}\r\n${text}\r\n`;
const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n';

describe('a body that breaks', () => {
  for (const [row, how] of [
    ['fault-029', 'reset'],
    ['fault-030', 'fin'],
  ] as const) {
    fault(
      row,
      `a connection that ends by ${how} in the middle of the image keeps the part`,
      async (rig) => {
        const cut = { kind: 'cut', how, when: 'mid-body', afterBytes: HALF } as const;
        const gateway = await rig.scripted({ ...inlineDataReply(PICTURE), fault: cut });
        assertFailed(await rig.ask({ at: gateway.origin }), BROKE_OFF_WITHIN);
      },
    );

    fault(row, `a connection that ends by ${how} after the image saves the image`, async (rig) => {
      const afterBytes = IMAGE_BODY.indexOf('"usageMetadata"');
      const cut = { kind: 'cut', how, when: 'mid-body', afterBytes } as const;
      const gateway = await rig.scripted({ ...inlineDataReply(PICTURE), fault: cut });
      assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
    });
  }

  fault(
    'fault-031',
    'a Content-Length that is too small keeps the part of the image',
    async (rig) => {
      const gateway = await rig.raw(withLength(HALF));
      assertFailed(await rig.ask({ at: gateway.origin }), {
        ...BAD,
        says: /ended early|incomplete/,
        keeps: true,
      });
    },
  );

  fault(
    'fault-032',
    'a Content-Length that is too large saves an image that is complete',
    async (rig) => {
      const gateway = await rig.raw((socket) => socket.write(withLength(IMAGE_BODY.length + 999)));
      assertSaved(await rig.ask({ at: gateway.origin, timeoutMs: 1500 }), PICTURE);
    },
  );

  fault('fault-032', 'a Content-Length that is too large keeps half an image', async (rig) => {
    const half = withLength(IMAGE_BODY.length, IMAGE_BODY.slice(0, HALF));
    const gateway = await rig.raw((socket) => socket.write(half));
    const ended = await rig.ask({ at: gateway.origin, timeoutMs: 1500 });
    assertFailed(ended, { ...BROKE_OFF_WITHIN, says: /No complete response/ });
  });

  fault('fault-033', 'chunks without a last one keep the part of the image', async (rig) => {
    const gateway = await rig.raw(CHUNKED + chunk(IMAGE_BODY.slice(0, HALF)));
    assertFailed(await rig.ask({ at: gateway.origin }), BROKE_OFF_WITHIN);
  });

  fault(
    'fault-034',
    'a chunk whose size is not a number keeps the part of the image',
    async (rig) => {
      const gateway = await rig.raw(`${CHUNKED}${chunk(IMAGE_BODY.slice(0, HALF))}zz\r\n`);
      assertFailed(await rig.ask({ at: gateway.origin }), BROKE_OFF_WITHIN);
    },
  );

  fault(
    'fault-035',
    'a connection that ends within JSON without a length is a reply that ended early',
    async (rig) => {
      const gateway = await rig.raw(`HTTP/1.1 200 OK\r\n\r\n${IMAGE_BODY.slice(0, HALF)}`);
      const ended = await rig.ask({ at: gateway.origin });
      assertFailed(ended, { ...BAD, says: /ended early|incomplete/, keeps: true });
      assert.doesNotMatch(ended.text, /JSON|Unexpected/);
    },
  );

  fault(
    'fault-035',
    'a connection that ends after a whole image without a length keeps the image',
    async (rig) => {
      const end = IMAGE_BODY.indexOf('"finishReason"');
      const gateway = await rig.raw(`HTTP/1.1 200 OK\r\n\r\n${IMAGE_BODY.slice(0, end)}`);
      const ended = await rig.ask({ at: gateway.origin });
      assertFailed(ended, {
        ...BAD,
        says: /ended early.*The image it contains is kept/,
        kept: 1,
        first: 'show-unsaved',
      });
    },
  );

  fault('fault-036', 'a drip of single bytes ends at the total deadline', async (rig) => {
    const gateway = await rig.scripted({
      ...inlineDataReply(PICTURE),
      chunkBytes: 1,
      chunkDelayMs: 100,
    });
    const ended = await rig.ask({ at: gateway.origin, timeoutMs: 1500 });
    assertFailed(ended, { ...BROKE_OFF, says: /No complete response .* after \d+ s/ });
  });
});

describe('a stream of events', () => {
  const STREAM = { 'content-type': 'text/event-stream' };
  for (const [name, newline] of [
    ['LF', '\n'],
    ['CR', '\r'],
    ['CRLF', '\r\n'],
  ] as const) {
    fault('fault-051', `saves its image with ${name} line ends and without [DONE]`, async (rig) => {
      const body = `: ping${newline}${newline}data: ${IMAGE_BODY}${newline}${newline}`;
      const gateway = await rig.scripted({ headers: STREAM, body });
      assertSaved(await rig.ask({ at: gateway.origin }), PICTURE);
    });
  }

  fault('fault-051', 'keeps the part of its image when it is cut off', async (rig) => {
    const body = `data: ${IMAGE_BODY}\n\n`;
    const cut = { kind: 'cut', how: 'fin', when: 'mid-body', afterBytes: HALF } as const;
    const gateway = await rig.scripted({ headers: STREAM, body, fault: cut });
    assertFailed(await rig.ask({ at: gateway.origin }), BROKE_OFF_WITHIN);
  });

  fault(
    'fault-051',
    'ends at the total deadline when it has nothing but heartbeats',
    async (rig) => {
      const body = ': keep-alive\n\n'.repeat(400);
      const gateway = await rig.scripted({
        headers: STREAM,
        body,
        chunkBytes: 14,
        chunkDelayMs: 50,
      });
      const ended = await rig.ask({ at: gateway.origin, timeoutMs: 1200 });
      assertFailed(ended, { ...BROKE_OFF, says: /No complete response/ });
    },
  );

  const error = {
    error: { code: 503, message: 'The model is overloaded.', status: 'UNAVAILABLE' },
  };
  fault('fault-052', 'fails with the error in it, although it began with 200', async (rig) => {
    const body = `: ping\n\ndata: ${JSON.stringify(error)}\n\n`;
    const gateway = await rig.scripted({ headers: STREAM, body });
    assertFailed(await rig.ask({ at: gateway.origin }), { outcome: 'busy', charge: 'no' });
  });

  fault('fault-052', 'saves the whole image before an error', async (rig) => {
    const body = `data: ${IMAGE_BODY}\n\ndata: ${JSON.stringify(error)}\n\n`;
    const gateway = await rig.scripted({ headers: STREAM, body });
    const ended = await rig.ask({ at: gateway.origin });
    assertSaved(ended, PICTURE);
    assert.equal(ended.warnings.length, 1);
  });
});
