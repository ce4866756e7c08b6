/** The address of a hosted image survives every failure of a disk. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { CheckError, SaveError } from '../../../src/errors.ts';
import { nodeDisk } from '../../../src/disk/disk.ts';
import { downloadAgain } from '../../../src/run/downloadAgain.ts';
import { listLeftovers } from '../../../src/spool/leftovers.ts';
import { removeImage } from '../../../src/spool/removeLeftovers.ts';
import { faultyDisk } from '../../support/disk/faultyDisk.ts';
import {
  assertAddressKept,
  assertDownloads,
  FILE,
  onlyLeftover,
  SECRET,
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
import { hostedReply, inlineDataReply, textReply } from '../../support/gateway/scriptedGateway.ts';

const root = await mkdtemp(join(FAST, 'easel-download-disk-'));
after(() => rm(root, { recursive: true, force: true }));

const GONE = { status: 410 };

for (const code of ['ENOSPC', 'EIO'] as const) {
  test(`fault-125 one ${code} at any step leaves the address on this disk or the other one`, async () => {
    const healthy = faultyDisk();
    await withHosted(root, [GONE], async (gateway, place) => {
      await runAndSave(gateway.origin, place, { disk: healthy.disk });
    });
    let paidRuns = 0;
    for (const step of healthy.steps.keys()) {
      await withGateway(async (gateway) => {
        gateway.respond([hostedReply(`${gateway.host('/x.png', GONE)}?${SECRET}`)]);
        const place = await newPlace(root);
        const { disk } = faultyDisk({ step, code, lasting: false });
        const { report } = await runAndSave(gateway.origin, place, { disk });
        if (gateway.posts === 0) return;
        paidRuns += 1;
        assert.equal(report.pendingDownloads, 1, `${code} at ${step}`);
        // Later than a heartbeat that could not be removed.
        const left = await listLeftovers([place.spool, place.temporary], Date.now() + 120_000);
        assert.equal(left.flatMap(({ hosted }) => hosted).length, 1, `${code} at ${step}`);
      });
    }
    assert.ok(paidRuns > 10, `${paidRuns} of ${healthy.steps.length} runs were paid`);
  });
}

test('fault-125 when the disk refuses the heartbeat, nothing is downloaded and the failure says so', async () => {
  await withHosted(root, [GONE, FILE], async (gateway, place) => {
    await runAndSave(gateway.origin, place);
    const full = { step: 0, code: 'ENOSPC', lasting: true, within: place.spool } as const;
    const [end] = await downloadPending(place, { disk: faultyDisk(full).disk });
    assert.ok(end?.failure instanceof CheckError);
    assert.equal(end.failure.problem.kind, 'no-room');
    assert.deepEqual([end.pendingDownloads, end.keeps, end.saved], [1, false, []]);
    assert.equal(gateway.downloads.length, 1);
    await assertDownloads(place);
  });
});

test('fault-126 when the spool is full from the reply on, the address goes to the other disk', async () => {
  await withHosted(root, [GONE, FILE], async (gateway, place) => {
    const fromReplyOn = {
      get step() {
        return gateway.posts > 0 ? 0 : Infinity;
      },
    };
    const full = { code: 'ENOSPC', lasting: true, within: place.spool } as const;
    const { disk } = faultyDisk(Object.assign(fromReplyOn, full));
    const { report } = await runAndSave(gateway.origin, place, { disk });
    assertAddressKept(report, 'gone');
    assert.ok((await onlyLeftover(place)).folder.startsWith(place.temporary));
    const [end] = await downloadPending(place);
    assert.deepEqual([end?.failure, end?.pendingDownloads], [undefined, 0]);
    assert.ok(isPaid(await readFile(join(place.target, 'cat-edited-2.png'))));
  });
});

for (const code of ['EMFILE', 'EIO', 'EACCES'] as const) {
  test(`fault-148 a record that cannot be read because of ${code} loses no address`, async () => {
    await withGateway(async (gateway) => {
      const here = gateway.host('/a.png', FILE);
      const gone = gateway.host('/b.png', GONE, FILE);
      gateway.respond([textReply(`![a](${here}) ![b](${gone}?${SECRET})`)]);
      const place = await newPlace(root);
      const publish = () => Promise.reject(new SaveError('cat.png', 'EACCES'));
      await runAndSave(gateway.origin, place, { parts: { publish } });
      const leftover = await onlyLeftover(place);
      const [image] = leftover.images;
      assert.ok(image);

      const now = Date.now() + 120_000;
      const readFileFails = () => Promise.reject(Object.assign(new Error(code), { code }));
      const unread = { ...nodeDisk, readFile: readFileFails };
      const [unknown] = await listLeftovers([place.spool], now, unread);
      assert.equal(unknown?.images.length, 1, 'the image is offered without its record');
      assert.equal((await onlyLeftover(place)).images.length, 1);

      await removeImage(leftover, image.file, unread);
      assert.deepEqual(await listLeftovers([place.spool], now, unread), []);
      const [left] = await leftoversIn(place);
      assert.deepEqual(left?.images, []);
      assert.ok(left.hosted.some(({ state }) => state === 'failed'));
    });
  });
}

test('fault-116 there is nothing to download in a folder without addresses, or in none', async () => {
  await withGateway(async (gateway) => {
    gateway.respond([inlineDataReply(IMAGE)]);
    const place = await newPlace(root);
    const publish = () => Promise.reject(new Error('full'));
    await runAndSave(gateway.origin, place, { parts: { publish } });
    const [leftover] = await leftoversIn(place);
    assert.ok(leftover && leftover.hosted.length === 0);
    const forbidden = () => assert.fail('nothing may be requested or written');
    const parts = { keysAt: forbidden, publish: forbidden, now: Date.now };
    const { signal } = new AbortController();
    assert.equal(await downloadAgain(leftover.folder, parts, signal), undefined);
    assert.equal(await downloadAgain(join(place.spool, 'none'), parts, signal), undefined);
    assert.equal((await leftoversIn(place)).length, 1, 'it still waits');
  });
});
