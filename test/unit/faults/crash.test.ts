import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { claim } from '../../../src/disk/claim.ts';
import { listLeftovers, type Leftover } from '../../../src/spool/leftovers.ts';
import { openSpool } from '../../../src/spool/spool.ts';
import {
  FAST,
  preparePlace,
  IMAGE,
  isPaid,
  findPaidImage,
  newPlace,
  type Place,
} from '../../support/disk/saving.ts';
import {
  inlineDataReply,
  startScriptedGateway,
  type ScriptedGateway,
} from '../../support/gateway/scriptedGateway.ts';

const CHILD = join(import.meta.dirname, '../../support/disk/saveChild.ts');
const WINDOW = join(import.meta.dirname, '../../support/disk/recoverChild.ts');
const root = await mkdtemp(join(FAST, 'easel-crash-'));
let gateway: ScriptedGateway;
before(async () => {
  gateway = await startScriptedGateway({ script: () => inlineDataReply(IMAGE) });
});
after(async () => {
  await gateway.close();
  await rm(root, { recursive: true, force: true });
});

const START = {
  id: '00000000-0000-4000-8000-000000000000',
  started: '2026-11-20T12:00:00.000Z',
  host: 'gw.example',
  model: 'm',
  target: { folder: 'file:///x', stem: 'cat-edited' },
};

/** A window whose process ends in one way or the other; resolves with what it printed. */
async function runWindow(origin: string, home: string, killAt: number): Promise<string> {
  return await new Promise((resolve, reject) => {
    const args = [CHILD, origin, home, String(killAt)];
    execFile(process.execPath, args, { timeout: 60_000 }, (error, stdout, stderr) => {
      if (error === null || error.signal === 'SIGKILL') resolve(stdout);
      else reject(new Error(stderr));
    });
  });
}

test('fault-120 fault-121 a window killed at any step: the next one has the image, or nothing was paid', async () => {
  const steps = Number(await runWindow(gateway.origin, join(root, 'whole'), -1));
  assert.ok(steps > 20, `only ${steps} steps`);
  const left = Array.from({ length: steps }, (_, step) => step);
  const killNext = async (): Promise<void> => {
    for (let step = left.shift(); step !== undefined; step = left.shift()) await kill(step);
  };
  await Promise.all([killNext(), killNext(), killNext()]);
});

async function kill(step: number): Promise<void> {
  const home = join(root, `killed-at-${step}`);
  // A gateway of its own: whether this very window has paid decides what must be found.
  const own = await startScriptedGateway({ script: () => inlineDataReply(IMAGE) });
  try {
    assert.equal(await runWindow(own.origin, home, step), '', `step ${step} was not reached`);
    const place = {
      root: home,
      target: join(home, 'project'),
      spool: join(home, 'spool'),
      temporary: join(home, 'temporary'),
    };
    const told = await listLeftovers([place.spool], Date.now());
    const { inTarget, offered } = await findPaidImage(place);
    if (own.posts === 0) assert.deepEqual(inTarget, [], `step ${step}`);
    else if (inTarget.length === 0 && !offered) {
      // Killed before the reply was here: the news that it may have been charged is all there is.
      assert.ok(
        told.some(({ record }) => record.state === 'sent'),
        `step ${step}: silence`,
      );
      assert.ok(!(await hasBytes(place)), `step ${step}: bytes that are not offered`);
    }
  } finally {
    await own.close();
  }
}

/** Whether the spool holds the whole image, under whatever name. */
async function hasBytes({ spool }: Place): Promise<boolean> {
  for (const name of await readdir(spool, { recursive: true })) {
    const bytes = await readFile(join(spool, name)).catch(() => Buffer.alloc(0));
    if (isPaid(bytes)) return true;
  }
  return false;
}

describe('recovery', () => {
  test('fault-120 fault-123 a window that died while the gateway worked is reported by the next one', async () => {
    const { spool } = await newPlace(root);
    const entry = await openSpool(spool, START);
    await entry.record({ state: 'sent' });
    assert.deepEqual(await leftoversOf(spool), [], 'the run is in progress in this window');
    await rm(join(entry.folder, 'alive'));
    const [unknown, ...others] = await leftoversOf(spool);
    assert.deepEqual(others, []);
    assert.equal(unknown?.record.state, 'sent');
    assert.deepEqual([unknown.images, unknown.incomplete], [[], []]);
  });

  test('fault-120 a window that died before sending leaves nothing', async () => {
    const { spool } = await newPlace(root);
    const entry = await openSpool(spool, START);
    await rm(join(entry.folder, 'alive'));
    assert.deepEqual(await leftoversOf(spool), []);
    assert.deepEqual(await readdir(spool), []);
  });

  test('fault-120 the part of an image that arrived before the window died is offered as incomplete', async () => {
    const { spool } = await newPlace(root);
    const entry = await openSpool(spool, START);
    await entry.record({ state: 'sent' });
    const sink = entry.create();
    await sink.write(IMAGE.subarray(0, 100_000));
    await rm(join(entry.folder, 'alive'));
    const [leftover] = await leftoversOf(spool);
    assert.deepEqual(leftover?.images, []);
    const [piece] = leftover.incomplete;
    assert.deepEqual([piece?.size, piece?.extension], [100_000, 'png']);
    await sink.discard();
  });

  test('fault-124 of six windows that find one orphan at once exactly one reports it, and another one after that window died', async () => {
    const place = await newPlace(root);
    await leave(place.spool);
    const windows = Array.from({ length: 6 }, () => openWindow(place.spool));
    try {
      const told = (await Promise.all(windows.map(({ claimed }) => claimed))).flat();
      assert.deepEqual(told, [START.id]);
      assert.equal(await claim(join(place.spool, START.id), Date.now()), false);
    } finally {
      await Promise.all(windows.map(({ close }) => close()));
    }
    assert.equal(await claim(join(place.spool, START.id), Date.now()), true);
    assert.equal(await claim(join(place.spool, START.id), Date.now()), false);
  });

  test('fault-147 a heartbeat from the future or the distant past does not block the image', async () => {
    for (const hours of [-5, 5]) {
      const { spool } = await newPlace(root);
      const entry = await leave(spool, true);
      const then = new Date(Date.now() + hours * 3_600_000);
      await utimes(join(entry.folder, 'alive'), then, then);
      assert.equal((await leftoversOf(spool))[0]?.images.length, 1, `${hours} h`);
    }
  });

  test('fault-148 a record that is incomplete, newer, or missing is set aside, and its images are found', async () => {
    for (const text of ['{"version":1,"id', '{"version":2}', '', 'null', undefined]) {
      const { spool } = await newPlace(root);
      const { folder } = await leave(spool);
      const record = join(folder, 'run.json');
      if (text === undefined) await rm(record);
      else await writeFile(record, text);
      const [leftover, ...others] = await leftoversOf(spool);
      assert.deepEqual(others, [], text);
      const [image] = leftover?.images ?? [];
      assert.ok(image && isPaid(await readFile(image.file)), text);
      assert.equal(image.extension, 'png');
      assert.equal(leftover?.record.target.folder, '', 'its folder is unknown');
      const names = await readdir(folder);
      assert.equal(names.includes('run.json.bad'), text !== undefined, text);
    }
  });

  test('fault-148 other files and folders in the spool are left alone and hide no image', async () => {
    const { spool } = await newPlace(root);
    await leave(spool);
    await writeFile(join(spool, '.DS_Store'), 'x');
    await mkdir(join(spool, 'somebody'));
    await writeFile(join(spool, 'somebody', 'notes.txt'), 'x');
    assert.equal((await leftoversOf(spool)).length, 1);
    assert.deepEqual((await readdir(spool)).sort(), ['.DS_Store', START.id, 'somebody'].sort());
  });

  test('fault-149 when the spool is deleted during a run, its bytes move to another place and are saved', async () => {
    const place = await preparePlace(join(root, 'deleted'));
    const entry = await openSpool(place.spool, START, { temporary: place.temporary });
    const sink = entry.create();
    await sink.write(IMAGE.subarray(0, 100_000));
    await rm(place.spool, { recursive: true });
    await sink.write(IMAGE.subarray(100_000));
    const { file } = await sink.close();
    const bytes = entry.contentOf(file);
    assert.ok(isPaid(typeof bytes === 'string' ? await readFile(bytes) : bytes));
    await entry.release();
    const [leftover] = await listLeftovers([place.spool, place.temporary], Date.now());
    assert.equal(leftover?.images.length, 1);
  });
});

async function leftoversOf(spool: string): Promise<readonly Leftover[]> {
  return await listLeftovers([spool], Date.now());
}

/** A run that received its image and never saved it, in a window that is gone. */
async function leave(spool: string, keepsBeating = false): Promise<{ readonly folder: string }> {
  const entry = await openSpool(spool, START);
  const sink = entry.create();
  await sink.write(IMAGE);
  const { file } = await sink.close();
  const image = { file, size: IMAGE.length, sha256: '', extension: 'png' };
  await entry.record({ state: 'received', images: [image] });
  if (!keepsBeating) await rm(join(entry.folder, 'alive'));
  return entry;
}

function openWindow(spool: string) {
  const child = spawn(process.execPath, [WINDOW, spool], { stdio: ['pipe', 'pipe', 'inherit'] });
  const gone = once(child, 'close');
  const claimed = once(child.stdout, 'data').then(
    ([text]) => JSON.parse(String(text)) as readonly string[],
  );
  return {
    claimed,
    close: async () => {
      child.stdin.end();
      await gone;
    },
  };
}
