/** A hosted image is paid for, so its address outlives every failed download, and works once its host does. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { CancelledError, ReplyError } from '../../../src/errors.ts';
import { describeError } from '../../../src/messages/messages.ts';
import { removeImage, removePendingDownload } from '../../../src/spool/removeLeftovers.ts';
import {
  assertAddressKept,
  assertDownloads,
  CUT,
  FILE,
  onlyLeftover,
  SECRET,
  STALLED,
  until,
  withGateway,
  withHosted,
} from '../../support/disk/hostedRuns.ts';
import {
  downloadPending,
  FAST,
  IMAGE,
  isPaid,
  leftoversIn,
  newPlace,
  runAndSave,
} from '../../support/disk/saving.ts';
import {
  hostedReply,
  textReply,
  type ScriptedReply,
} from '../../support/gateway/scriptedGateway.ts';
import { BLUE, png } from '../../support/image/images.ts';
import { translate as t } from '../../support/localization.ts';

const root = await mkdtemp(join(FAST, 'easel-hosted-'));
after(() => rm(root, { recursive: true, force: true }));

test('fault-102 after a 404 to the end the address is kept for this user alone, and tried until it works', async () => {
  const late = Array.from({ length: 8 }, () => ({ status: 404 }));
  await withHosted(root, [...late, FILE], async (gateway, place) => {
    const { report } = await runAndSave(gateway.origin, place);
    assertAddressKept(report, 'status');
    const { folder, record, hosted } = await onlyLeftover(place);
    assert.equal(record.state, 'received');
    assert.deepEqual([hosted[0]?.state, hosted[0]?.why], ['failed', 'status']);
    assert.equal((await stat(folder)).mode & 0o777, 0o700);
    assert.equal((await stat(join(folder, 'run.json'))).mode & 0o777, 0o600);

    const [again] = await downloadPending(place);
    assert.ok(again?.failure instanceof ReplyError);
    assert.deepEqual([again.failure.problem.code, again.pendingDownloads], ['status', 1]);
    assert.equal(gateway.downloads.length, 8);
    await assertDownloads(place);
  });
});

for (const [row, status, tries, code] of [
  ['fault-102', 503, 4, 'status'],
  ['fault-103', 403, 1, 'forbidden'],
  ['fault-103', 410, 1, 'gone'],
] as const) {
  test(`${row} after ${tries} × ${status} the address is kept, and works once its host does`, async () => {
    const files = Array.from({ length: tries }, () => ({ status }));
    await withHosted(root, [...files, FILE], async (gateway, place) => {
      const { report } = await runAndSave(gateway.origin, place);
      assertAddressKept(report, code);
      assert.equal(gateway.downloads.length, tries);
      await onlyLeftover(place);
      await assertDownloads(place);
    });
  });
}

test('fault-102 a host that closes every connection loses no address', async () => {
  const down: ScriptedReply = { fault: { kind: 'cut', how: 'reset', when: 'before-headers' } };
  await withHosted(root, [down, down, down, down, FILE], async (gateway, place) => {
    const { report } = await runAndSave(gateway.origin, place);
    assertAddressKept(report, 'network');
    await assertDownloads(place);
  });
});

test('fault-104 a blocked address is kept, never opened, and can be discarded', async () => {
  await withGateway(async (gateway) => {
    gateway.respond([hostedReply('https://10.0.0.1/x.png')]);
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
  });
});

const TOO_LARGE: Readonly<Record<string, ScriptedReply>> = {
  'an endless file': {
    body: Buffer.concat([IMAGE.subarray(0, -12), Buffer.alloc(100_000)]),
    fault: { kind: 'endless' },
  },
  'a file that unpacks to 100 MB': {
    headers: { 'content-encoding': 'gzip' },
    body: gzipSync(Buffer.concat([IMAGE.subarray(0, -12), Buffer.alloc(100 << 20)])),
  },
};
for (const [name, file] of Object.entries(TOO_LARGE)) {
  test(`fault-109 of ${name} only the address is kept`, async () => {
    await withHosted(root, [file, FILE], async (gateway, place) => {
      const { report } = await runAndSave(gateway.origin, place);
      assertAddressKept(report, 'too-large');
      assert.equal(report.keeps, undefined);
      assert.deepEqual((await onlyLeftover(place)).incomplete, []);
      await assertDownloads(place);
    });
  });
}

test('fault-109 what a slow host sent is kept as incomplete until the whole image is here', async () => {
  await withHosted(root, [STALLED, STALLED, STALLED, STALLED, FILE], async (gateway, place) => {
    const { report } = await runAndSave(gateway.origin, place, {
      parts: { hosted: { delaysMs: [0, 0, 0, 0], idleMs: 100 } },
    });
    assertAddressKept(report, 'network');
    assert.equal(report.keeps, true);
    const [piece, ...others] = (await onlyLeftover(place)).incomplete;
    assert.deepEqual([piece?.size, others], [100_000, []]);
    await assertDownloads(place);
  });
});

test('fault-110 of a file that is cut off every time the longest part is kept', async () => {
  const cut = (bytes: number): ScriptedReply => ({ ...FILE, body: IMAGE.subarray(0, bytes) });
  const shorter = cut(150_000);
  const longer = cut(240_000);
  const four = [shorter, CUT, shorter, shorter];
  const files = [...four, ...four, longer, longer, longer, longer, FILE];
  await withHosted(root, files, async (gateway, place) => {
    const { report } = await runAndSave(gateway.origin, place);
    assertAddressKept(report, 'broken-image');
    assert.equal(report.keeps, true);
    assert.ok(report.failure && describeError(report.failure, t).actions.includes('save-anyway'));
    for (const size of [200_000, 200_000, 240_000]) {
      const [piece, ...others] = (await onlyLeftover(place)).incomplete;
      assert.deepEqual([piece?.size, piece?.extension, others], [size, 'png', []]);
      const kept = await readFile(piece?.file ?? '');
      assert.ok(kept.equals(IMAGE.subarray(0, size)));
      if (size < 240_000) assert.equal((await downloadPending(place))[0]?.keeps, true);
    }
    await assertDownloads(place);
  });
});

test('fault-110 an incomplete image that is saved or discarded leaves its address, and the address can be discarded too', async () => {
  await withHosted(root, [CUT, CUT, CUT, CUT], async (gateway, place) => {
    await runAndSave(gateway.origin, place);
    const leftover = await onlyLeftover(place);
    const [piece] = leftover.incomplete;
    assert.ok(piece);
    await removeImage(leftover, piece.file);
    const left = await onlyLeftover(place);
    assert.deepEqual(left.incomplete, []);
    const [address] = left.hosted;
    assert.ok(address);
    await removePendingDownload(left, address);
    assert.deepEqual(await readdir(place.spool), []);
  });
});

test('fault-112 when one of two images is gone the other is saved, and only the missing one is downloaded again', async () => {
  await withGateway(async (gateway) => {
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
    const { images, hosted } = await onlyLeftover(place);
    assert.deepEqual([images, hosted.length], [[], 1]);
    await downloadPending(place);
    assert.ok((await readFile(join(place.target, 'cat-edited-3.png'))).equals(blue));
    assert.deepEqual(await readdir(place.spool), []);
    assert.equal(gateway.posts, 1);
  });
});

test('fault-116 canceling the download keeps the address and the part that arrived', async () => {
  await withHosted(root, [STALLED, FILE], async (gateway, place) => {
    const stop = new AbortController();
    const ended = runAndSave(gateway.origin, place, { control: { signal: stop.signal } });
    await until(() => gateway.downloads.length > 0);
    stop.abort();
    const { failure, pendingDownloads } = (await ended).report;
    assert.ok(failure instanceof CancelledError);
    assert.deepEqual([failure.charge, pendingDownloads], ['yes', 1]);
    assert.equal(describeError(failure, t).actions[0], 'download-again');
    await onlyLeftover(place);
    await assertDownloads(place);
  });
});

test('fault-116 canceling Download Again changes nothing', async () => {
  await withHosted(root, [{ status: 410 }, STALLED, FILE], async (gateway, place) => {
    await runAndSave(gateway.origin, place);
    const stop = new AbortController();
    const again = downloadPending(place, { control: { signal: stop.signal } });
    await until(() => gateway.downloads.length === 2);
    assert.deepEqual(await leftoversIn(place), [], 'other windows leave the run alone meanwhile');
    stop.abort();
    assert.ok((await again)[0]?.failure instanceof CancelledError);
    await onlyLeftover(place);
    await assertDownloads(place);
  });
});

test('fault-137 an image whose folder is gone is kept once, and not downloaded again', async () => {
  await withHosted(root, [{ status: 410 }, FILE], async (gateway, place) => {
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
    assert.deepEqual(await readdir(place.spool), []);
  });
});
