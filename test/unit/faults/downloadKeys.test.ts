/** A gateway can put the key into an image's address. Such an address is neither recorded nor opened elsewhere. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { ReplyError } from '../../../src/errors.ts';
import { describeError } from '../../../src/messages/messages.ts';
import { assertNoKeyUnder, CANARY } from '../../support/canary.ts';
import { withGateway } from '../../support/disk/hostedRuns.ts';
import {
  downloadPending,
  FAST,
  leftoversIn,
  newPlace,
  runAndSave,
} from '../../support/disk/saving.ts';
import { hostedReply, textReply } from '../../support/gateway/scriptedGateway.ts';
import { translate as t } from '../../support/localization.ts';

const root = await mkdtemp(join(FAST, 'easel-download-keys-'));
after(() => rm(root, { recursive: true, force: true }));

const KEY = encodeURIComponent(CANARY);
const resolve = () => assert.fail('a name was looked up');

test('threat-T23 an address with the key is not recorded, and only the gateway itself is asked for it', async () => {
  await withGateway(async (gateway) => {
    const own = gateway.host('/a.png', { status: 410 });
    const elsewhere = `https://files.example/b.png?key=${KEY}`;
    gateway.respond([textReply(`![a](${own}?key=${KEY}) ![b](${elsewhere})`)]);
    const place = await newPlace(root);
    const { report } = await runAndSave(gateway.origin, place, { parts: { hosted: { resolve } } });
    assert.ok(report.failure instanceof ReplyError);
    assert.deepEqual(
      [report.failure.problem.code, report.pendingDownloads],
      ['refused-address', undefined],
    );
    assert.doesNotMatch(describeError(report.failure, t).text, /link is kept/);
    assert.equal(gateway.downloads.length, 1);
    await assertNoKeyUnder(place.root);
    assert.deepEqual(await leftoversIn(place), []);
  });
});

test('threat-T23 a window that has sent nothing does not follow a redirect with the key', async () => {
  await withGateway(async (gateway) => {
    const location = `https://files.example/b.png?key=${KEY}`;
    const redirect = { status: 302, headers: { location } };
    gateway.respond([hostedReply(gateway.host('/a.png', { status: 410 }, redirect))]);
    const place = await newPlace(root);
    await runAndSave(gateway.origin, place);
    const origins: string[] = [];
    const keysAt = async (origin: string) => {
      origins.push(origin);
      return [CANARY];
    };
    const [end] = await downloadPending(place, { parts: { keysAt, hosted: { resolve } } });
    assert.ok(end?.failure instanceof ReplyError);
    assert.equal(end.failure.problem.code, 'refused-address');
    assert.deepEqual(origins, [gateway.origin]);
    await assertNoKeyUnder(place.root);
  });
});

test('threat-T23 a record without the gateway, as older versions wrote, asks for no key and opens no private address', async () => {
  await withGateway(async (gateway) => {
    gateway.respond([hostedReply(gateway.host('/a.png', { status: 410 }))]);
    const place = await newPlace(root);
    await runAndSave(gateway.origin, place);
    const [leftover] = await leftoversIn(place);
    assert.ok(leftover);
    const file = join(leftover.folder, 'run.json');
    const { origin, ...record } = JSON.parse(await readFile(file, 'utf8')) as { origin: string };
    assert.equal(origin, gateway.origin);
    await writeFile(file, JSON.stringify(record));
    const keysAt = () => assert.fail('a key was asked for');
    const [end] = await downloadPending(place, { parts: { keysAt, hosted: { resolve } } });
    assert.ok(end?.failure instanceof ReplyError, String(end?.failure?.cause));
    assert.deepEqual([end.failure.problem.code, end.pendingDownloads], ['refused-address', 1]);
    assert.equal(gateway.downloads.length, 1);
  });
});
