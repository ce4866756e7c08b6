import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  BrokenError,
  CancelledError,
  CheckError,
  ConnectError,
  ReplyError,
  SaveError,
  UnexpectedError,
  type EaselError,
  type ReplyProblem,
} from '../../../src/errors.ts';
import {
  describeError,
  describeLocalError,
  describeWarning,
} from '../../../src/messages/messages.ts';
import { whenText } from '../../../src/text/format.ts';
import { translate as t } from '../../support/localization.ts';

const NOW = Date.parse('2026-11-20T14:31:20.900Z');
const IN_UTC = { locale: 'en-GB', timeZone: 'UTC', seconds: true };
const clock = { now: () => NOW, timeText: (ms: number) => whenText(ms, NOW, IN_UTC) };
const said = (error: EaselError) => describeError(error, t, { clock }).text;
const reply = (problem: Omit<ReplyProblem, 'status'> & { readonly status?: number }) =>
  said(new ReplyError('gw.example', 'nano-banana', { status: 500, ...problem }));

test('a message names the host, the code, and when to try again', () => {
  assert.equal(
    said(new ConnectError('api.example.com:443', 'refused', 'ECONNREFUSED')),
    "Can't reach api.example.com:443 (ECONNREFUSED). Nothing was sent or charged.",
  );
  const limited = { kind: 'refused', outcome: 'rate_limited', charge: 'no', status: 429 } as const;
  assert.equal(
    reply({ ...limited, retryAfterMs: 49_100 }),
    'gw.example is limiting requests (429). Nothing was charged. You can try again after 14:32:10.',
  );
  assert.equal(
    reply(limited),
    'gw.example is limiting requests (429). Nothing was charged. Try again later.',
  );
  const down = { kind: 'refused', outcome: 'route_unavailable', charge: 'no' } as const;
  assert.equal(
    reply({ ...down, status: 503, code: 'model_not_found', nextTryAt: NOW + 60_000 }),
    "nano-banana isn't available at gw.example (503 model_not_found). Nothing was charged. You can try again after 14:32:20.",
  );
});

test('the later of two waits counts: what the gateway asks for, and what its breaker allows', () => {
  const busy = { kind: 'refused', outcome: 'busy', charge: 'no' } as const;
  assert.match(
    reply({ ...busy, retryAfterMs: 1000, nextTryAt: NOW + 60_000 }),
    /after 14:32:20\.$/,
  );
  assert.match(reply({ ...busy, retryAfterMs: 90_000, nextTryAt: NOW + 60_000 }), /14:32:50\.$/);
});

test('distinguishes a full disk from one that refuses, and never mentions a charge for a free gateway', () => {
  const full = new SaveError('/w/cat.png', 'ENOSPC');
  assert.equal(
    said(full),
    "Couldn't save /w/cat.png because the disk is full. The paid image is kept.",
  );
  assert.equal(said(new SaveError('/w/cat.png', 'EDQUOT')), said(full));
  assert.equal(
    said(new SaveError('/w/cat.png', 'EACCES')),
    "Couldn't save /w/cat.png (EACCES). The paid image is kept.",
  );
  const gateway = { label: 'Practice', free: true } as const;
  const free = describeError(full, t, { gateway });
  assert.equal(free.text, "Couldn't save /w/cat.png because the disk is full. The image is kept.");
});

test('an image that only memory holds is not called kept without saying so', () => {
  const inMemory = new SaveError('/w/cat.png', 'ENOSPC', { inMemory: true });
  assert.equal(
    said(inMemory),
    "Couldn't save /w/cat.png because the disk is full. The paid image is kept in memory only. Save it before you close the window.",
  );
  const gateway = { label: 'Practice', free: true } as const;
  assert.match(
    describeError(inMemory, t, { gateway }).text,
    / The image is kept in memory only\. Save it before you close the window\.$/,
  );
});

test('a page in front of a gateway is called a bot check only where it is one', () => {
  const refused = { outcome: 'route_unavailable', charge: 'no', status: 403 } as const;
  assert.match(
    reply({ ...refused, kind: 'bot-wall' }),
    /^gw\.example blocked the request with a bot check/,
  );
  assert.equal(
    reply({ ...refused, kind: 'web-page' }),
    'A firewall or web page at gw.example blocked the request (403). Nothing was charged.',
  );
});

test('a paused route is named by its model, whatever it failed with', () => {
  const paused = { kind: 'route-paused', host: 'gw.example', model: 'nano-banana' } as const;
  const times = { since: NOW, until: NOW + 60_000 };
  assert.equal(
    said(new CheckError({ ...paused, ...times, isBusy: false })),
    'nano-banana at gw.example failed at 14:31:20, so Easel is pausing requests to it. Nothing was sent. You can try again after 14:32:20.',
  );
  assert.equal(
    said(new CheckError({ ...paused, ...times, isBusy: true })),
    'nano-banana at gw.example failed at 14:31:20, and a retry is in progress. Nothing was sent.',
  );
});

test('an unexpected error before sending says nothing about an image', () => {
  const { text, actions } = describeError(new UnexpectedError(true, new Error('x')), t);
  assert.equal(text, 'Easel stopped because of an unexpected error. Nothing was charged.');
  assert.deepEqual(actions, ['show-log']);
});

test('a message about an expired certificate names the day, if it is known', () => {
  const expired = (validUntil?: number) =>
    said(new ConnectError('gw.example', 'tls', 'CERT_HAS_EXPIRED', validUntil));
  assert.match(
    expired(Date.parse('2026-11-03T12:00:00Z')),
    /^The certificate for gw\.example expired on .*2026.*\. Nothing was sent or charged\.$/,
  );
  const unknown =
    'The certificate for gw.example has expired (CERT_HAS_EXPIRED). Nothing was sent or charged.';
  assert.equal(expired(), unknown);
  assert.equal(expired(NaN), unknown);
});

test('a message about a broken connection says how far the request got', () => {
  const facts = {
    host: 'gw.example',
    code: 'ECONNRESET',
    receivedBytes: 3_100_000,
    waitedMs: 59_600,
  };
  const broken = (phase: BrokenError['phase'], why: BrokenError['why']) =>
    said(new BrokenError({ ...facts, phase, why }));
  assert.equal(
    broken('receiving', 'closed'),
    'The response from gw.example was cut off after 3.1 MB. You were probably charged.',
  );
  assert.equal(
    broken('waiting', 'timeout'),
    'No complete response from gw.example after 60 s. You may have been charged.',
  );
  assert.equal(
    broken('sending', 'timeout'),
    'Uploading to gw.example stalled after 60 s. You may have been charged. Smaller images upload more reliably.',
  );
});

test('a hosted image is named by the host that keeps it', () => {
  const gone = {
    kind: 'download',
    outcome: 'download_failed',
    charge: 'yes',
    code: 'gone',
  } as const;
  assert.equal(
    reply({ ...gone, host: 'files.example', pendingDownloads: 1 }),
    'The image was created, but its download link at files.example has expired. You were charged. The download link is kept.',
  );
  const gateway = { label: 'Mine' };
  const problem = { ...gone, status: 200, host: 'gw.example' };
  const own = describeError(new ReplyError('gw.example', 'm', problem), t, { gateway });
  assert.match(own.text, /link at Mine \(gw\.example\) has expired\. You were charged\.$/);
  assert.deepEqual(own.actions, ['save-anyway', 'open-site', 'show-log']);
});

test('a message quotes the text of the gateway or the model', () => {
  const refusal = {
    kind: 'blocked-output',
    outcome: 'blocked',
    charge: 'maybe',
    reason: 'IMAGE_SAFETY',
  } as const;
  assert.equal(
    reply({ ...refusal, gatewayText: 'I can’t [draw](command:x) that.' }),
    'nano-banana at gw.example refused to create the image (IMAGE_SAFETY). You may have been charged. Change the prompt before you send it again. Response: “I can’t [draw] (command:x) that.”',
  );
  assert.match(
    reply({ ...refusal, kind: 'blocked-prompt', charge: 'no' }),
    /^gw\.example refused the prompt \(IMAGE_SAFETY\)\. Nothing was charged\./,
  );
});

test('a gateway without a name of its own is named by its host alone', () => {
  const refused = new ConnectError('gw.example', 'refused', 'ECONNREFUSED');
  const named = describeError(refused, t, { gateway: { label: 'gw.example' } });
  assert.equal(named.text, "Can't reach gw.example (ECONNREFUSED). Nothing was sent or charged.");
});

test('a canceled run says whether anything arrived', () => {
  assert.equal(
    said(new CancelledError('maybe', true)),
    'Canceled after sending. You may have been charged. The image data received so far is kept.',
  );
  assert.equal(
    said(new CancelledError('yes', true)),
    'Canceled during the image download. You were charged. The download link is kept.',
  );
});

test('an unexpected error is reported as unexpected', () => {
  assert.equal(
    said(new UnexpectedError(false, new Error('x'))),
    "Easel stopped because of an unexpected error. You may have been charged. If an image arrived, it's in Show Unsaved Results.",
  );
});

test('distinguishes a text file named like an image from one that is not', () => {
  const notAnImage = (file: string) => said(new CheckError({ kind: 'not-an-image', file }));
  assert.equal(
    notAnImage('cat.PNG'),
    "cat.PNG isn't an image, despite its file extension. Nothing was sent.",
  );
  assert.equal(notAnImage('notes.txt'), "notes.txt isn't an image. Nothing was sent.");
});

test('a failure on this machine alone says nothing about sending', () => {
  const unreadable = new CheckError({ kind: 'unreadable', file: 'cat.png', code: 'FileNotFound' });
  assert.equal(describeLocalError(unreadable, t), "Can't read cat.png (FileNotFound).");
  assert.equal(said(unreadable), "Can't read cat.png (FileNotFound). Nothing was sent.");
  const webp = new CheckError({ kind: 'no-pixels', why: 'not-made', what: 'webp' });
  assert.equal(describeLocalError(webp, t), "The image couldn't be converted to WEBP.");
  assert.equal(said(webp), "The image couldn't be converted to WEBP. Nothing was sent.");
  assert.equal(
    describeLocalError(new CheckError({ kind: 'no-mark' }), t),
    'No region of the image is marked. Nothing was sent.',
  );
});

test('a warning compares the result with what was asked for', () => {
  const route = 'gemini-3-pro-image (Google)';
  assert.equal(
    describeWarning({ kind: 'other-ratio', asked: '16:9', width: 1024, height: 1024 }, route, t),
    'gemini-3-pro-image (Google) was asked for 16:9 but returned 1024×1024 px.',
  );
  assert.equal(
    describeWarning({ kind: 'unchanged' }, route, t),
    'gemini-3-pro-image (Google) returned the source image unchanged.',
  );
});
