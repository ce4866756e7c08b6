/** Nothing of an image that came is lost for what came, or went wrong, beside it. */
import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { nodeDisk, type Disk } from '../../../src/disk/disk.ts';
import { listLeftovers } from '../../../src/spool/leftovers.ts';
import { BLUE, png } from '../../support/image/images.ts';
import {
  IMAGE,
  isPaid,
  namesOf,
  newPlace,
  onTwoDisks,
  runAndSave,
  type RunOverrides,
} from '../../support/disk/saving.ts';
import { startScriptedGateway, type ScriptedReply } from '../../support/gateway/scriptedGateway.ts';

const root = await mkdtemp(join(tmpdir(), 'easel-keeping-'));
after(() => rm(root, { recursive: true, force: true }));

const SMALL = Buffer.from(png(7, 7, BLUE));
const HALF = Buffer.from(IMAGE.subarray(0, 200_000));

const inline = (bytes: Uint8Array, rest: object = {}) => ({
  inlineData: { mimeType: 'image/png', data: Buffer.from(bytes).toString('base64') },
  ...rest,
});
const turn = (parts: readonly object[], finishReason?: string) => ({
  candidates: [{ content: { parts }, ...(finishReason === undefined ? {} : { finishReason }) }],
});

/** One run against a gateway that answers so, and what waits after it, on disk and in memory. */
async function ask(reply: ScriptedReply, how: RunOverrides = {}) {
  const gateway = await startScriptedGateway({ script: () => reply });
  try {
    const place = await newPlace(root);
    const { report, held } = await runAndSave(gateway.origin, place, how);
    const leftovers = await listLeftovers([place.spool, place.temporary], Date.now());
    const whole = leftovers.flatMap(({ images }) => images);
    const incomplete = leftovers.flatMap((leftover) => leftover.incomplete);
    return { report, held, whole, incomplete, leftovers, place };
  } finally {
    await gateway.close();
  }
}

/** Payload files fail, as `fails` says, in this operation. */
function failing(fails: (path: string, operation: string) => boolean): Disk {
  const open = async (...args: Parameters<Disk['open']>) => {
    const path = String(args[0]);
    const refuse = (operation: string) => {
      if (!fails(path, operation)) return;
      throw Object.assign(new Error(operation), { code: 'EIO' });
    };
    refuse('open');
    const handle = await nodeDisk.open(...args);
    return new Proxy(handle, {
      get(target, property) {
        const own: unknown = Reflect.get(target, property, target);
        if (typeof own !== 'function') return own;
        return async (...given: unknown[]): Promise<unknown> => {
          refuse(String(property));
          return await Reflect.apply(own, target, given);
        };
      },
    });
  };
  return { ...onTwoDisks(nodeDisk), open };
}

test('fault-051 a whole image of an unfinished event is kept beside one that is saved', async () => {
  const second = JSON.stringify(turn([inline(IMAGE)])).slice(0, -6);
  const { report, whole } = await ask({
    headers: { 'content-type': 'text/event-stream' },
    body: `data: ${JSON.stringify(turn([inline(SMALL)]))}\n\ndata: ${second}`,
  });
  assert.equal(report.failure, undefined);
  assert.deepEqual(namesOf(report), ['cat-edited-2.png']);
  assert.equal(report.keeps, true);
  assert.deepEqual(report.warnings, [{ kind: 'partly-broken', isKept: true }]);
  assert.equal(whole.length, 1);
  assert.ok(isPaid(await readFile(whole[0]?.file ?? '')));
});

test('fault-066 a broken image is kept beside one that is saved', async () => {
  const body = turn([inline(SMALL), inline(HALF)], 'STOP');
  const { report, incomplete } = await ask({ body });
  assert.deepEqual(namesOf(report), ['cat-edited-2.png']);
  assert.equal(report.keeps, true);
  assert.ok(HALF.equals(await readFile(incomplete[0]?.file ?? '')));
});

test('fault-102 a broken image is kept where the hosted one cannot be had', async () => {
  const body = turn([inline(HALF), { text: '![a](http://127.0.0.1:1/a.png)' }], 'STOP');
  const { report, incomplete } = await ask({ body });
  assert.equal(report.failure?.outcome, 'download_failed');
  assert.equal(report.keeps, true);
  assert.ok(HALF.equals(await readFile(incomplete[0]?.file ?? '')));
});

test('fault-062 drafts without a result are offered, unless the turn was blocked', async () => {
  const drafts = [inline(SMALL, { thought: true })];
  const { report, whole } = await ask({ body: turn(drafts, 'MAX_TOKENS') });
  assert.equal(report.failure?.outcome, 'no_image');
  assert.equal(report.keeps, true);
  assert.ok(SMALL.equals(await readFile(whole[0]?.file ?? '')));
  const blocked = await ask({ body: turn(drafts, 'IMAGE_SAFETY') });
  assert.equal(blocked.report.keeps, undefined);
  assert.deepEqual(await readdir(blocked.place.spool), []);
});

test('fault-129 an image that a disk neither takes nor gives back costs no other one', async () => {
  const disk = failing(
    (path, operation) =>
      path.endsWith('payload-2') && (operation === 'sync' || operation === 'read'),
  );
  const body = turn([inline(SMALL), inline(IMAGE)], 'STOP');
  const { report } = await ask({ body }, { disk });
  assert.deepEqual(namesOf(report), ['cat-edited-2.png']);
  assert.deepEqual(report.warnings, [{ kind: 'partly-broken', isKept: true }]);
  assert.equal(report.keeps, true);
});

test('fault-127 a part that no disk takes is held in memory, and the run has a known end', async () => {
  const disk = failing((path, operation) => path.includes('payload-') && operation === 'open');
  const { report, held, leftovers } = await ask({ body: turn([inline(HALF)], 'STOP') }, { disk });
  assert.equal(report.failure?.outcome, 'bad_reply');
  assert.equal(report.keeps, true);
  assert.ok(HALF.equals(held[0]?.bytes ?? Buffer.alloc(0)));
  assert.deepEqual(leftovers, []);
});
