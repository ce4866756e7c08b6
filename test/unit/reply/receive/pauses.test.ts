/** A model may think for minutes after its gateway has sent the headers. Only image data that stops flowing is a fault. */
import assert from 'node:assert/strict';
import type { Socket } from 'node:net';
import { describe, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { looksEnded } from '../../../../src/reply/receive/replyEnd.ts';
import { PICTURE, withRig, type Ended } from '../../../support/faults/faults.ts';
import { assertSaved } from '../../../support/faults/faultEnds.ts';

/** Far below the pauses, and far above what a busy machine needs between two writes. */
const IDLE_MS = 400;
const PAUSE_MS = 1200;

const base64 = Buffer.from(PICTURE).toString('base64');
const parts = (...list: readonly object[]) => ({ candidates: [{ content: { parts: list } }] });
const image = { inlineData: { mimeType: 'image/png', data: base64 } };
const ended = {
  candidates: [{ content: { parts: [image] }, finishReason: 'STOP' }],
};
const event = (value: object): string => `data: ${JSON.stringify(value)}\n\n`;
const WHOLE = JSON.stringify(ended);
const HALF = WHOLE.slice(0, WHOLE.indexOf(base64) + 40);

/** Sends the headers and then each piece, with a pause before each. */
function inPieces(pieces: readonly (string | Uint8Array)[], headers = '', isLeftOpen = false) {
  return async (socket: Socket): Promise<void> => {
    socket.write(`HTTP/1.1 200 OK\r\n${headers}connection: close\r\n\r\n`);
    for (const piece of pieces) {
      await sleep(PAUSE_MS);
      socket.write(piece);
    }
    if (!isLeftOpen) socket.end();
  };
}

async function ask(
  play: (socket: Socket) => Promise<void>,
  check: (ended: Ended) => void,
  timeoutMs = 60_000,
): Promise<void> {
  await withRig(async (rig) => {
    const { origin } = await rig.raw((socket) => void play(socket).catch(() => undefined));
    check(await rig.ask({ at: origin, timeoutMs, parts: { idleMs: IDLE_MS } }));
  });
}

describe('a pause that is longer than the idle limit', () => {
  const gzip = 'content-encoding: gzip\r\n';
  const sse = 'content-type: text/event-stream\r\n';
  const thought = parts({ text: 'A cat, then…', thought: true });
  for (const [name, pieces, headers] of [
    ['after the headers', [WHOLE], ''],
    ['after the headers of a compressed reply', [gzipSync(WHOLE)], gzip],
    ['after a thought', [event(thought), event(ended)], sse],
    ['after pings', [': PING\n\n', ': PING\n\n', event(ended)], sse],
    ['after line breaks that keep the connection alive', ['\n', '\n\n', WHOLE], ''],
    ['after a draft', [event(parts({ ...image, thought: true })), event(ended)], sse],
    ['inside the JSON, before the image', [HALF.slice(0, 30), WHOLE.slice(30)], ''],
    ['after the beginning of a list', ['[', `${WHOLE}]`], ''],
    ['after 8 bytes of gzip', [gzipSync(WHOLE).subarray(0, 8), gzipSync(WHOLE).subarray(8)], gzip],
  ] as const) {
    test(`report-A4 ${name} is waited for`, async () => {
      await ask(inPieces(pieces, headers), (end) => {
        assertSaved(end, PICTURE);
      });
    });
  }

  test('report-A4 in the middle of an image ends the run', async () => {
    await ask(inPieces([HALF], '', true), ({ outcome, charge, report, text }) => {
      assert.deepEqual([outcome, charge], ['unknown', 'maybe'], text);
      assert.match(text, /No complete response/);
      assert.ok((report?.tookMs ?? 60_000) < 30_000, 'it ended at the idle limit');
    });
  });

  test('report-A4 in the middle of a body that is an image ends the run', async () => {
    const half = Buffer.concat([PICTURE.subarray(0, 40), Buffer.alloc(200, 0x55)]);
    await ask(inPieces([half], '', true), ({ outcome, report, text }) => {
      assert.notEqual(outcome, 'saved', text);
      assert.ok((report?.tookMs ?? 60_000) < 30_000, 'it ended at the idle limit');
    });
  });

  for (const [name, body] of [
    ['a finished turn', WHOLE],
    ['whole JSON that has no finish reason', JSON.stringify(parts(image))],
    ['a finished stream', event(ended)],
  ] as const) {
    test(`report-A4 after ${name} is not waited for`, async () => {
      await ask(inPieces([body], 'content-length: 100000\r\n', true), ({ saved, report }) => {
        assert.equal(saved.size, 1);
        assert.ok((report?.tookMs ?? 60_000) < 30_000, 'it ended at the idle limit');
      });
    });
  }

  test('report-A4 ends with the total deadline', async () => {
    const silent = inPieces([], '', true);
    const check = ({ outcome, charge, text }: Ended) => {
      assert.deepEqual([outcome, charge], ['unknown', 'maybe'], text);
    };
    await ask(silent, check, PAUSE_MS);
  });
});

describe('a reply', () => {
  for (const [name, text, isEnded] of [
    ['nothing', '', false],
    ['line breaks', '\n\n', false],
    ['a ping', ': PING\n\n', false],
    ['a value that only says that the gateway is there', '{"type":"ping"}', false],
    ['half of a value', '{"candidates":[{', false],
    ['an event without an end', event(parts({ text: 'x' })), false],
    ['a whole value', JSON.stringify(parts({ text: 'x' })), true],
    ['an error', '{"error":{"message":"x"}}', true],
    ['a finish reason', '{"candidates":[{"finishReason": "STOP"', true],
    ["OpenAI's finish reason", 'data: {"choices":[{"finish_reason":"stop"}]}\n\n', true],
    ['a finish reason of null', 'data: {"choices":[{"finish_reason":null}]}\n\n', false],
    ['the end of a stream', 'data: {}\n\ndata: [DONE]\n\n', true],
    ['a text about the end of a stream', event(parts({ text: 'data: [DONE]' })), false],
  ] as const) {
    test(`that is ${name} ${isEnded ? 'has ended' : 'may continue'}`, () => {
      assert.equal(looksEnded(text), isEnded);
    });
  }
});
