/** What a gateway only pointed to is paid for: its address outlives failed downloads, cancels and crashes. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { CancelledError, CheckError, ReplyError, SaveError } from '../../../src/errors.ts';
import { claim } from '../../../src/disk/claim.ts';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { downloadAgain } from '../../../src/run/downloadAgain.ts';
import { listLeftovers, type Leftover } from '../../../src/spool/leftovers.ts';
import { removeImage, removePendingDownload } from '../../../src/spool/removeLeftovers.ts';
import { describeError } from '../../../src/messages/messages.ts';
import { readRecord, writeRecord, type RunRecord } from '../../../src/spool/record.ts';
import type { RunReport } from '../../../src/run/runParts.ts';
import { assertNoKeyUnder, CANARY } from '../../support/canary.ts';
import { faultyDisk } from '../../support/disk/faultyDisk.ts';
import { t } from '../../support/faults.ts';
import { BLUE, png } from '../../support/image/images.ts';
import {
  FAST,
  downloadPending,
  IMAGE,
  isPaid,
  leftoversIn,
  newPlace,
  runAndSave,
  type Place,
} from '../../support/disk/saving.ts';
import {
  hostedReply,
  startScriptedGateway,
  textReply,
  type ScriptedGateway,
  type ScriptedReply,
} from '../../support/gateway/scriptedGateway.ts';

const CHILD = join(import.meta.dirname, '../../support/disk/saveChild.ts');
const FILE: ScriptedReply = { headers: { 'content-type': 'image/png' }, body: IMAGE };
const STALLED: ScriptedReply = { ...FILE, fault: { kind: 'stall', afterBytes: 100_000 } };
const CUT: ScriptedReply = { ...FILE, body: IMAGE.subarray(0, 200_000) };
const SECRET = 'token=s3cr3t-signature';

const root = await mkdtemp(join(FAST, 'easel-hosted-'));
after(() => rm(root, { recursive: true, force: true }));

/** A gateway whose one reply points to a file of its own, and a place for it. */
async function withHosted(
  files: readonly ScriptedReply[],
  work: (gateway: ScriptedGateway, place: Place) => Promise<void>,
): Promise<void> {
  const gateway = await startScriptedGateway();
  try {
    gateway.respond([hostedReply(`${gateway.host('/files/x.png', ...files)}?${SECRET}`)]);
    const place = await newPlace(root);
    await work(gateway, place);
    assert.equal(gateway.posts, 1, 'one POST in all');
    for (const { headers, url } of gateway.downloads) {
      assert.deepEqual([headers.authorization, headers['x-goog-api-key']], [undefined, undefined]);
      assert.ok(url.endsWith(SECRET));
    }
    await assertNoKeyUnder(place.root);
  } finally {
    await gateway.close();
  }
}

/** The one leftover of a run, with one image that lies elsewhere. */
async function onlyLeft(place: Place): Promise<Leftover> {
  const [leftover, ...others] = await leftoversIn(place);
  assert.ok(leftover !== undefined && others.length === 0);
  assert.equal(leftover.hosted.length, 1);
  assert.ok(leftover.hosted[0]?.url.endsWith(SECRET));
  return leftover;
}

function assertOffered({ failure, pendingDownloads: toFetch }: RunReport, code: string): void {
  assert.ok(failure instanceof ReplyError, String(failure));
  assert.deepEqual([failure.problem.code, failure.charge, toFetch], [code, 'yes', 1]);
  const { text, actions } = describeError(failure, t);
  assert.match(
    text,
    /^The image was created, but .* 127\.0\.0\.1:\d+.* You were charged\. The download link is kept\.$/,
  );
  assert.doesNotMatch(text, /s3cr3t|files/);
  assert.equal(actions[0], 'download-again');
}

/** Saved beside the source as the run would have, and nothing of the run is left. */
async function assertFetched(place: Place): Promise<void> {
  const [end, ...others] = await downloadPending(place);
  assert.deepEqual(
    [end?.failure, end?.pendingDownloads, end?.keeps, others],
    [undefined, 0, false, []],
  );
  assert.ok(isPaid(await readFile(join(place.target, 'cat-edited-2.png'))));
  assert.deepEqual(await readdir(place.spool), []);
  assert.deepEqual(await downloadPending(place), [], 'there is nothing left to fetch');
}

test('fault-102 404 to the end: the address is kept, for this user alone, and fetched again until it works', async () => {
  const late = Array.from({ length: 8 }, () => ({ status: 404 }));
  await withHosted([...late, FILE], async (gateway, place) => {
    const { report } = await runAndSave(gateway.origin, place);
    assertOffered(report, 'status');
    const { folder, record, hosted } = await onlyLeft(place);
    assert.equal(record.state, 'received');
    assert.deepEqual([hosted[0]?.state, hosted[0]?.why], ['failed', 'status']);
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
    assert.equal((await stat(join(folder, 'run.json'))).mode & 0o777, 0o600);

    const [again] = await downloadPending(place);
    assert.ok(again?.failure instanceof ReplyError);
    assert.deepEqual([again.failure.problem.code, again.pendingDownloads], ['status', 1]);
    assert.equal(gateway.downloads.length, 8);
    await assertFetched(place);
  });
});

for (const [row, status, tries] of [
  ['fault-102', 503, 4],
  ['fault-103', 403, 1],
  ['fault-103', 410, 1],
] as const) {
  test(`${row} ${status}: after ${tries} tries the address is kept, and works once its host does`, async () => {
    const files = Array.from({ length: tries }, () => ({ status }));
    await withHosted([...files, FILE], async (gateway, place) => {
      const { report } = await runAndSave(gateway.origin, place);
      assertOffered(report, status === 503 ? 'status' : 'gone');
      assert.equal(gateway.downloads.length, tries);
      await onlyLeft(place);
      await assertFetched(place);
    });
  });
}

test('fault-102 a host that hangs up on everybody: the address is kept', async () => {
  const down: ScriptedReply = { fault: { kind: 'cut', how: 'reset', when: 'before-headers' } };
  await withHosted([down, down, down, down, FILE], async (gateway, place) => {
    const { report } = await runAndSave(gateway.origin, place);
    assertOffered(report, 'network');
    await assertFetched(place);
  });
});

const ENDLESS: ScriptedReply = {
  body: Buffer.concat([IMAGE.subarray(0, -12), Buffer.alloc(100_000)]),
  fault: { kind: 'endless' },
};
const BOMB: ScriptedReply = {
  headers: { 'content-encoding': 'gzip' },
  body: gzipSync(Buffer.concat([IMAGE.subarray(0, -12), Buffer.alloc(100 << 20)])),
};
for (const [name, file] of [
  ['endless', ENDLESS],
  ['a bomb', BOMB],
] as const) {
  test(`fault-109 ${name}: nothing of it is kept but its address`, async () => {
    await withHosted([file, FILE], async (gateway, place) => {
      const { report } = await runAndSave(gateway.origin, place);
      assertOffered(report, 'too-large');
      assert.equal(report.keeps, undefined);
      assert.deepEqual((await onlyLeft(place)).incomplete, []);
      await assertFetched(place);
    });
  });
}

test('fault-109 slow: what came is kept as incomplete, and gives way to the whole image', async () => {
  await withHosted([STALLED, STALLED, STALLED, STALLED, FILE], async (gateway, place) => {
    const { report } = await runAndSave(gateway.origin, place, {
      parts: { hosted: { delaysMs: [0, 0, 0, 0], idleMs: 100 } },
    });
    assertOffered(report, 'network');
    assert.equal(report.keeps, true);
    const [piece, ...others] = (await onlyLeft(place)).incomplete;
    assert.deepEqual([piece?.size, others], [100_000, []]);
    await assertFetched(place);
  });
});

test('fault-110 cut every time: the longest piece is kept, Save Anyway and Download Again are offered', async () => {
  const shorter: ScriptedReply = { ...FILE, body: IMAGE.subarray(0, 150_000) };
  const longer: ScriptedReply = { ...FILE, body: IMAGE.subarray(0, 240_000) };
  const four = [shorter, CUT, shorter, shorter];
  await withHosted(
    [...four, ...four, longer, longer, longer, longer, FILE],
    async (gateway, place) => {
      const { report } = await runAndSave(gateway.origin, place);
      assertOffered(report, 'broken-image');
      assert.equal(report.keeps, true);
      assert.ok(report.failure && describeError(report.failure, t).actions.includes('save-anyway'));
      for (const size of [200_000, 200_000, 240_000]) {
        const [piece, ...others] = (await onlyLeft(place)).incomplete;
        assert.deepEqual([piece?.size, piece?.extension, others], [size, 'png', []]);
        const kept = await readFile(piece?.file ?? '');
        assert.ok(kept.equals(IMAGE.subarray(0, size)));
        if (size < 240_000) assert.equal((await downloadPending(place))[0]?.keeps, true);
      }
      await assertFetched(place);
    },
  );
});

test('fault-110 a piece that is saved or discarded leaves the address, and the address leaves with its image', async () => {
  await withHosted([CUT, CUT, CUT, CUT], async (gateway, place) => {
    await runAndSave(gateway.origin, place);
    const leftover = await onlyLeft(place);
    const [piece] = leftover.incomplete;
    assert.ok(piece);
    await removeImage(leftover, piece.file);
    const left = await onlyLeft(place);
    assert.deepEqual(left.incomplete, []);
    const [address] = left.hosted;
    assert.ok(address);
    await removePendingDownload(left, address);
    assert.deepEqual(await readdir(place.spool), []);
  });
});

test('fault-116 cancelled: the address and what came of the image are kept, and it is fetched again', async () => {
  await withHosted([STALLED, FILE], async (gateway, place) => {
    const stop = new AbortController();
    const ended = runAndSave(gateway.origin, place, { control: { signal: stop.signal } });
    await until(() => gateway.downloads.length > 0);
    stop.abort();
    const { failure, pendingDownloads: toFetch } = (await ended).report;
    assert.ok(failure instanceof CancelledError);
    assert.deepEqual([failure.charge, toFetch], ['yes', 1]);
    assert.equal(describeError(failure, t).actions[0], 'download-again');
    await onlyLeft(place);
    await assertFetched(place);
  });
});

test('fault-116 Download Again is cancelled: nothing changes', async () => {
  await withHosted([{ status: 410 }, STALLED, FILE], async (gateway, place) => {
    await runAndSave(gateway.origin, place);
    const stop = new AbortController();
    const again = downloadPending(place, { control: { signal: stop.signal } });
    await until(() => gateway.downloads.length === 2);
    assert.deepEqual(await leftoversIn(place), [], 'while one window is at it, no other is');
    stop.abort();
    assert.ok((await again)[0]?.failure instanceof CancelledError);
    await onlyLeft(place);
    await assertFetched(place);
  });
});

test('fault-120 killed while the image is downloaded: the next window fetches it, with one POST in all', async () => {
  await withHosted([STALLED, FILE], async (gateway, place) => {
    const child = spawn(process.execPath, [CHILD, gateway.origin, place.root, '-1']);
    const gone = once(child, 'close');
    await until(() => gateway.downloads.length > 0);
    const [name = ''] = await readdir(place.spool);
    const text = await readFile(join(place.spool, name, 'run.json'), 'utf8');
    assert.match(text, /"state":"waiting"/, 'on disk before the first byte');
    child.kill('SIGKILL');
    assert.deepEqual(await gone, [null, 'SIGKILL']);

    const { folder, hosted } = await onlyLeft(place);
    assert.equal(hosted[0]?.state, 'waiting');
    assert.equal(await claim(folder, Date.now()), true, 'nobody has told of it yet');
    await assertFetched(place);
    assert.equal(gateway.downloads.length, 2);
  });
});

test('fault-121 killed at any step of a hosted image: it is here, or its address is, or nothing was paid', async () => {
  const { disk, steps } = faultyDisk();
  let paid = 0;
  await withOwn(async (gateway, home) => {
    const reply = hostedReply(gateway.host('/files/x.png', FILE));
    gateway.respond(() => {
      paid = steps.length;
      return reply;
    });
    await runAndSave(gateway.origin, await newPlace(home), { disk });
  });
  // What happens before is the same for every image, and killed at every step by another test.
  const left = Array.from({ length: steps.length - paid }, (_, step) => paid + step);
  assert.ok(paid > 0 && left.length > 15, `${left.length} of ${steps.length} steps`);
  const killNext = async (): Promise<void> => {
    for (let step = left.shift(); step !== undefined; step = left.shift()) await killAt(step);
  };
  await Promise.all([killNext(), killNext(), killNext()]);
});

async function withOwn<T>(
  work: (gateway: ScriptedGateway, home: string) => Promise<T>,
): Promise<T> {
  const gateway = await startScriptedGateway();
  gateway.respond([hostedReply(gateway.host('/files/x.png', FILE))]);
  try {
    return await work(gateway, await mkdtemp(join(root, 'killed-')));
  } finally {
    await gateway.close();
  }
}

async function runChild({ origin }: ScriptedGateway, home: string, step: number): Promise<string> {
  const child = spawn(process.execPath, [CHILD, origin, home, String(step)]);
  let printed = '';
  child.stdout.on('data', (text) => (printed += String(text)));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  assert.ok(code === 0 || signal === 'SIGKILL');
  return printed;
}

async function killAt(step: number): Promise<void> {
  await withOwn(async (gateway, home) => {
    assert.equal(await runChild(gateway, home, step), '', `step ${step} was not reached`);
    const [target, spool] = [join(home, 'project'), join(home, 'spool')];
    const place = { root: home, target, spool, temporary: join(home, 'temporary') };
    const told = await leftoversIn(place);
    const names: readonly string[] = await readdir(target).catch(() => []);
    const isSaved = names.includes('cat-edited-2.png');
    const isOffered = told.some(({ images, hosted }) => images.length + hosted.length > 0);
    if (gateway.downloads.length > 0) assert.ok(isSaved || isOffered, `step ${step}: lost`);
    else if (gateway.posts > 0 && !isOffered) {
      assert.ok(
        told.some(({ record }) => record.state === 'sent'),
        `step ${step}: silence`,
      );
    }
    if (isSaved) return;
    await downloadPending(place);
    if (gateway.downloads.length === 0) return;
    const [leftover] = await leftoversIn(place);
    const whole = [
      join(target, 'cat-edited-2.png'),
      ...(leftover?.images ?? []).map((i) => i.file),
    ];
    const found = await Promise.all(whole.map((file) => readFile(file).catch(() => undefined)));
    assert.ok(
      found.some((bytes) => bytes !== undefined && isPaid(bytes)),
      `step ${step}`,
    );
    assert.equal(gateway.posts, 1);
  });
}

test('fault-125 any one failure of the disk: the address is on it, or on the other one', async () => {
  const healthy = faultyDisk();
  const gone = { status: 410 };
  await withHosted([gone], async (gateway, place) => {
    await runAndSave(gateway.origin, place, { disk: healthy.disk });
  });
  for (const code of ['ENOSPC', 'EIO'] as const) {
    for (const step of healthy.steps.keys()) {
      const gateway = await startScriptedGateway();
      try {
        gateway.respond([hostedReply(`${gateway.host('/x.png', gone)}?${SECRET}`)]);
        const place = await newPlace(root);
        const { disk } = faultyDisk({ step, code, lasting: false });
        const { report } = await runAndSave(gateway.origin, place, { disk });
        if (gateway.posts === 0) continue;
        assert.equal(report.pendingDownloads, 1, `${code} at ${step}`);
        // Later than a heartbeat that could not be taken away.
        const left = await listLeftovers([place.spool, place.temporary], Date.now() + 120_000);
        assert.equal(left.flatMap(({ hosted }) => hosted).length, 1, `${code} at ${step}`);
      } finally {
        await gateway.close();
      }
    }
  }
});

test('fault-148 a record that cannot be read just now costs no address: not when it is listed, not when an image beside it is saved', async () => {
  for (const code of ['EMFILE', 'EIO', 'EACCES'] as const) {
    const gateway = await startScriptedGateway();
    try {
      const here = gateway.host('/a.png', FILE);
      const gone = gateway.host('/b.png', { status: 410 }, FILE);
      gateway.respond([textReply(`![a](${here}) ![b](${gone}?${SECRET})`)]);
      const place = await newPlace(root);
      const publish = () => Promise.reject(new SaveError('cat.png', 'EACCES'));
      await runAndSave(gateway.origin, place, { parts: { publish } });
      const leftover = await onlyLeft(place);
      const [image] = leftover.images;
      assert.ok(image);

      const now = Date.now() + 120_000;
      const unread = { ...nodeDisk, readFile: () => Promise.reject(withCode(code)) };
      const [unknown] = await listLeftovers([place.spool], now, unread);
      assert.equal(unknown?.images.length, 1, 'what lies beside it is offered all the same');
      assert.equal(
        (await onlyLeft(place)).images.length,
        1,
        'with its address, once it can be read',
      );
      await removeImage(leftover, image.file, unread);
      assert.deepEqual(await listLeftovers([place.spool], now, unread), []);
      const [left] = await leftoversIn(place);
      assert.deepEqual(left?.images, [], code);
      assert.ok(
        left.hosted.some(({ state }) => state === 'failed'),
        code,
      );
    } finally {
      await gateway.close();
    }
  }
});

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code });
}

test('fault-147 two windows write one record at once: it is the one or the other, never a mixture', async () => {
  const place = await newPlace(root);
  const records = [1, 40].map((many): RunRecord => {
    const target = { folder: 'file:///x', stem: 'x'.repeat(100 * many) };
    const start = { id: 'r', started: '2026-11-20T12:00:00.000Z', host: 'h', model: 'm', target };
    return { ...start, version: 1, pid: 1, state: 'received', images: [] };
  });
  for (let round = 0; round < 50; round += 1) {
    await Promise.all(records.map((one) => writeRecord(nodeDisk, place.root, one)));
    assert.ok((await readRecord(nodeDisk, place.root)) !== undefined, `round ${round}`);
  }
  const names = await readdir(place.root);
  assert.deepEqual(names.sort(), ['project', 'run.json'], 'nothing half is left');
});

test('fault-125 a disk that does not take what says that a window is at it: told, and nothing is opened', async () => {
  await withHosted([{ status: 410 }, FILE], async (gateway, place) => {
    await runAndSave(gateway.origin, place);
    const full = { step: 0, code: 'ENOSPC', lasting: true, within: place.spool } as const;
    const [end] = await downloadPending(place, { disk: faultyDisk(full).disk });
    assert.ok(end?.failure instanceof CheckError);
    assert.equal(end.failure.problem.kind, 'no-room');
    assert.deepEqual([end.pendingDownloads, end.keeps, end.saved], [1, false, []]);
    assert.equal(gateway.downloads.length, 1);
    await assertFetched(place);
  });
});

test('fault-126 the spool’s disk is full from the reply on: the address goes to the other one', async () => {
  await withHosted([{ status: 410 }, FILE], async (gateway, place) => {
    const full = {
      get step() {
        return gateway.posts > 0 ? 0 : Infinity;
      },
    };
    const { disk } = faultyDisk(
      Object.assign(full, { code: 'ENOSPC', lasting: true, within: place.spool } as const),
    );
    const { report } = await runAndSave(gateway.origin, place, { disk });
    assertOffered(report, 'gone');
    assert.ok((await onlyLeft(place)).folder.startsWith(place.temporary));
    const [end] = await downloadPending(place);
    assert.deepEqual([end?.failure, end?.pendingDownloads], [undefined, 0]);
    assert.ok(isPaid(await readFile(join(place.target, 'cat-edited-2.png'))));
  });
});

test('fault-127 in memory alone: the address outlives the window, and goes once the image is saved or discarded', async () => {
  for (const dies of [true, false]) {
    await withHosted([FILE, FILE], async (gateway, place) => {
      const disk: Disk = {
        ...nodeDisk,
        open: (path, ...how) =>
          /payload-/.test(String(path))
            ? Promise.reject(withCode('ENOSPC'))
            : nodeDisk.open(path, ...how),
      };
      const publish = () => Promise.reject(new SaveError('cat.png', 'ENOSPC'));
      const { report, held } = await runAndSave(gateway.origin, place, {
        disk,
        parts: { publish },
      });
      assert.deepEqual([report.keeps, report.pendingDownloads, held.length], [true, undefined, 1]);
      assert.deepEqual(await leftoversIn(place), [], 'not offered beside the image itself');
      if (!dies) {
        await held[0]?.discard();
        assert.deepEqual(await readdir(place.spool), []);
        return;
      }
      const [name = ''] = await readdir(place.spool);
      await rm(join(place.spool, name, 'alive'));
      await assertFetched(place);
      assert.equal(gateway.downloads.length, 2);
    });
  }
});

test('fault-104 a blocked address is kept too, is not opened the second time either, and can be discarded', async () => {
  const gateway = await startScriptedGateway({ script: hostedReply('https://10.0.0.1/x.png') });
  try {
    const place = await newPlace(root);
    const { report } = await runAndSave(gateway.origin, place);
    assert.equal(report.pendingDownloads, 1);
    const [end] = await downloadPending(place);
    assert.ok(end?.failure instanceof ReplyError);
    assert.equal(end.failure.problem.code, 'refused-address');
    assert.match(
      describeError(end.failure, t).text,
      /points to 10\.0\.0\.1, which Easel doesn't open/,
    );
    const [leftover] = await leftoversIn(place);
    const [address] = leftover?.hosted ?? [];
    assert.ok(leftover && address);
    await removePendingDownload(leftover, address);
    assert.deepEqual(await readdir(place.spool), []);
    assert.equal(gateway.posts, 1);
  } finally {
    await gateway.close();
  }
});

test('fault-112 one of two is gone: the other is saved, and the record keeps what is missing alone', async () => {
  const gateway = await startScriptedGateway();
  try {
    const blue = png(5, 5, BLUE);
    const here = gateway.host('/a.png', FILE);
    const gone = gateway.host('/b.png', { status: 410 }, { ...FILE, body: blue });
    gateway.respond([textReply(`![a](${here}) ![b](${gone}?${SECRET})`)]);
    const place = await newPlace(root);
    const { report } = await runAndSave(gateway.origin, place);
    assert.deepEqual(
      [report.saved.length, report.failure, report.pendingDownloads],
      [1, undefined, 1],
    );
    assert.deepEqual(report.warnings, [{ kind: 'not-fetched' }]);
    const { images, hosted } = await onlyLeft(place);
    assert.deepEqual([images, hosted.length], [[], 1]);
    await downloadPending(place);
    assert.ok((await readFile(join(place.target, 'cat-edited-3.png'))).equals(blue));
    assert.deepEqual(await readdir(place.spool), []);
    assert.equal(gateway.posts, 1);
  } finally {
    await gateway.close();
  }
});

test('fault-137 the folder is gone when the image is fetched again: it is kept, once', async () => {
  await withHosted([{ status: 410 }, FILE], async (gateway, place) => {
    await runAndSave(gateway.origin, place);
    await rm(place.target, { recursive: true });
    const [end] = await downloadPending(place);
    assert.deepEqual(
      [end?.failure?.outcome, end?.pendingDownloads, end?.keeps],
      ['save_failed', 0, true],
    );
    const [leftover] = await leftoversIn(place);
    assert.deepEqual([leftover?.images.length, leftover?.hosted], [1, []]);
    const [image] = leftover?.images ?? [];
    assert.ok(leftover && image && isPaid(await readFile(image.file)));
    await removeImage(leftover, image.file);
    assert.deepEqual(await readdir(place.spool), [], 'saved elsewhere: nothing is fetched anymore');
  });
});

test('fault-124 of two windows that fetch one image, the second leaves it to the first', async () => {
  await withHosted([{ status: 410 }, { ...FILE, waitMs: 300 }], async (gateway, place) => {
    await runAndSave(gateway.origin, place);
    const { folder } = await onlyLeft(place);
    const first = downloadPending(place);
    await until(() => gateway.downloads.length === 2);
    const publish = () => assert.fail('published twice');
    const parts = { publish, now: Date.now, keyFor: async () => undefined };
    assert.equal(await downloadAgain(folder, parts, new AbortController().signal), undefined);
    assert.deepEqual((await first)[0]?.failure, undefined);
    assert.equal(gateway.downloads.length, 2);
  });
});

test('threat-T23 an address with the key in it is written nowhere, and asked of nobody but the gateway', async () => {
  const gateway = await startScriptedGateway();
  try {
    const key = encodeURIComponent(CANARY);
    const own = gateway.host('/a.png', { status: 410 });
    const elsewhere = `https://files.example/b.png?key=${key}`;
    gateway.respond([textReply(`![a](${own}?key=${key}) ![b](${elsewhere})`)]);
    const place = await newPlace(root);
    const resolve = () => assert.fail('a name was looked up');
    const { report } = await runAndSave(gateway.origin, place, { parts: { hosted: { resolve } } });
    assert.ok(report.failure instanceof ReplyError);
    assert.deepEqual(
      [report.failure.problem.code, report.pendingDownloads],
      ['refused-address', undefined],
    );
    assert.doesNotMatch(describeError(report.failure, t).text, /link is kept/);
    await assertNoKeyUnder(place.root);
    assert.deepEqual(await leftoversIn(place), []);
  } finally {
    await gateway.close();
  }
});

test('threat-T23 a redirect that carries the key is not followed when the image is fetched again, in a window that has sent nothing yet', async () => {
  const gateway = await startScriptedGateway();
  try {
    const location = `https://files.example/b.png?key=${encodeURIComponent(CANARY)}`;
    const away: ScriptedReply = { status: 302, headers: { location } };
    gateway.respond([hostedReply(gateway.host('/a.png', { status: 410 }, away))]);
    const place = await newPlace(root);
    await runAndSave(gateway.origin, place);
    const asked: string[] = [];
    const keyFor = async (origin: string) => {
      asked.push(origin);
      return CANARY;
    };
    const resolve = () => assert.fail('a name was looked up');
    const [end] = await downloadPending(place, { parts: { keyFor, hosted: { resolve } } });
    assert.ok(end?.failure instanceof ReplyError);
    assert.equal(end.failure.problem.code, 'refused-address');
    assert.deepEqual(asked, [gateway.origin]);
    await assertNoKeyUnder(place.root);
  } finally {
    await gateway.close();
  }
});

async function until(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + 20_000;
  while (!holds()) {
    assert.ok(Date.now() < deadline);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
