import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CancelledError, CheckError } from '../../../src/errors.ts';
import { startWatchdog } from '../../../src/gateway/watchdog.ts';
import { describeError } from '../../../src/messages/messages.ts';
import { listLeftovers } from '../../../src/spool/leftovers.ts';
import { IMAGE, namesOf, newPlace, runAndSave, type Place } from '../../support/disk/saving.ts';
import {
  hostedReply,
  inlineDataReply,
  startScriptedGateway,
  type Script,
  type ScriptedGateway,
} from '../../support/gateway/scriptedGateway.ts';

const root = await mkdtemp(join(tmpdir(), 'easel-cancel-'));
after(() => rm(root, { recursive: true, force: true }));

async function withGateway(
  script: Script,
  work: (gateway: ScriptedGateway, place: Place) => Promise<void>,
): Promise<void> {
  const gateway = await startScriptedGateway({ script });
  try {
    await work(gateway, await newPlace(root));
  } finally {
    await gateway.close();
  }
}

async function canceledRun(
  origin: string,
  place: Place,
  stop: AbortController,
  onReceived: (bytes: number) => void = () => undefined,
) {
  const { report } = await runAndSave(origin, place, {
    control: {
      signal: stop.signal,
      onProgress: ({ receivedBytes }) => {
        onReceived(receivedBytes);
      },
    },
  });
  assert.ok(report.failure instanceof CancelledError, String(report.failure));
  assert.equal(report.failure.outcome, 'cancelled');
  const message = describeError(report.failure, (text) => text).text;
  return { report, charge: report.failure.charge, message };
}

test('fault-113 canceled before sending: nothing is sent, and nothing is left', async () => {
  await withGateway(inlineDataReply(IMAGE), async (gateway, place) => {
    const stop = new AbortController();
    stop.abort();
    const { charge, message } = await canceledRun(gateway.origin, place, stop);
    assert.equal(charge, 'no');
    assert.equal(message, 'Canceled before anything was sent. Nothing was charged.');
    assert.equal(gateway.posts, 0);
    assert.deepEqual(await readdir(place.spool), []);
  });
});

test('announces the POST once, under the id of the run, and not at all for a run that is refused', async () => {
  await withGateway(inlineDataReply(IMAGE), async (gateway, place) => {
    const announced: string[] = [];
    const control = {
      beforeSend: async (id: string) => {
        announced.push(`${id} ${gateway.posts}`);
      },
    };
    const { report } = await runAndSave(gateway.origin, place, { control });
    assert.deepEqual(announced, [`${report.id} 0`]);
    const noKey = { keyFor: () => Promise.resolve(undefined) };
    const refused = await runAndSave(gateway.origin, place, { control, parts: noKey });
    assert.ok(refused.report.failure instanceof CheckError);
    assert.equal(announced.length, 1);
  });
});

test('fault-114 canceled while the gateway works: it may have been charged, and is not sent again', async () => {
  await withGateway({ fault: { kind: 'silent' } }, async (gateway, place) => {
    const stop = new AbortController();
    const ended = canceledRun(gateway.origin, place, stop);
    await gateway.received(1);
    stop.abort();
    const { charge, message } = await ended;
    assert.equal(charge, 'maybe');
    assert.equal(
      message,
      'Canceled after sending. You may have been charged. No image was received.',
    );
    assert.equal(gateway.posts, 1);
  });
});

test('fault-115 canceled while the image arrives: the part that arrived is kept as incomplete and not saved as an image', async () => {
  const stall: Script = {
    ...inlineDataReply(IMAGE),
    fault: { kind: 'stall', afterBytes: 320_000 },
  };
  await withGateway(stall, async (gateway, place) => {
    const stop = new AbortController();
    const { report, message } = await canceledRun(gateway.origin, place, stop, (bytes) => {
      if (bytes >= 320_000) stop.abort();
    });
    assert.equal(report.keeps, true);
    assert.match(
      message,
      /^Canceled after sending\. You may have been charged\. The image data received so far is kept\./,
    );
    assert.deepEqual((await readdir(place.target)).sort(), ['cat-edited.png', 'cat.png']);
    const [leftover] = await listLeftovers([place.spool], Date.now());
    assert.deepEqual(leftover?.images, []);
    const [piece] = leftover.incomplete;
    assert.ok(piece !== undefined && piece.size > 192 * 1024 && piece.size < IMAGE.length);
    assert.equal(piece.extension, 'png');
    assert.match(piece.file, /\.bin$/);
    assert.equal(gateway.posts, 1);
  });
});

test('fault-116 canceled while a hosted image is fetched: it was charged, and the message says so', async () => {
  await withGateway([], async (gateway, place) => {
    const url = gateway.host('/files/x.png', {
      headers: { 'content-type': 'image/png' },
      body: IMAGE,
      fault: { kind: 'stall', afterBytes: 1000 },
    });
    gateway.respond(hostedReply(url));
    const stop = new AbortController();
    const ended = canceledRun(gateway.origin, place, stop);
    while (gateway.downloads.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    stop.abort();
    const { charge, message } = await ended;
    assert.equal(charge, 'yes');
    assert.equal(
      message,
      'Canceled during the image download. You were charged. The download link is kept.',
    );
    assert.equal(gateway.posts, 1);
  });
});

test('fault-117 fault-118 saves the image when the run is canceled while saving, canceled twice, or canceled after its end', async () => {
  await withGateway(inlineDataReply(IMAGE), async (gateway, place) => {
    const stop = new AbortController();
    const { report } = await runAndSave(gateway.origin, place, {
      control: {
        signal: stop.signal,
        onProgress: ({ phase }) => {
          if (phase === 'saving') stop.abort();
        },
      },
    });
    assert.ok(stop.signal.aborted);
    stop.abort();
    assert.equal(report.failure, undefined);
    assert.deepEqual(namesOf(report), ['cat-edited-2.png']);
    assert.deepEqual(await readdir(place.spool), []);
  });
});

test('fault-119 a cancel is reported as a cancel, whatever its abort reason is', async () => {
  for (const reason of [new Error('custom'), 'text', undefined, new DOMException('x', 'Foo')]) {
    await withGateway({ fault: { kind: 'silent' } }, async (gateway, place) => {
      const stop = new AbortController();
      const ended = canceledRun(gateway.origin, place, stop);
      await gateway.received(1);
      stop.abort(reason);
      assert.equal((await ended).charge, 'maybe');
    });
  }
});

test('fault-122 after an hour of sleep the deadline has passed at the first check, and expires once', ({
  mock,
}) => {
  mock.timers.enable({ apis: ['setInterval', 'Date'], now: 0 });
  let expired = 0;
  const dog = startWatchdog({ connectMs: 15_000, idleMs: 60_000, totalMs: 600_000 }, () => {
    expired += 1;
  });
  dog.enter('waiting');
  mock.timers.tick(1000);
  assert.equal(expired, 0);
  mock.timers.setTime(3_600_000);
  mock.timers.tick(1000);
  mock.timers.tick(60_000);
  assert.equal(expired, 1);
  dog.stop();
});
