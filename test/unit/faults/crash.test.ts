/** Windows that are killed, and windows that find what they left. Each is a process of its own. */
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { claim } from '../../../src/disk/claim.ts';
import { listLeftovers } from '../../../src/spool/leftovers.ts';
import {
  FAST,
  findPaidImage,
  IMAGE,
  isPaid,
  newPlace,
  preparePlace,
  type Place,
} from '../../support/disk/saving.ts';
import { crash, openRun, RUN_ID, storePayload } from '../../support/disk/spools.ts';
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

/** Runs once in a window of its own, which may be killed. @returns what it printed */
async function runWindow(origin: string, home: string, killAt: number): Promise<string> {
  return await new Promise((resolve, reject) => {
    const args = [CHILD, origin, home, String(killAt)];
    execFile(process.execPath, args, { timeout: 60_000 }, (error, stdout, stderr) => {
      if (error === null || error.signal === 'SIGKILL') resolve(stdout);
      else reject(new Error(stderr));
    });
  });
}

/** How far a killed window had come. */
type Progress = 'not sent' | 'no reply' | 'kept' | 'published';

test('fault-120 fault-121 a window killed at any step leaves its image to the next one, or has paid nothing', async () => {
  const steps = Number(await runWindow(gateway.origin, join(root, 'whole'), -1));
  assert.ok(steps > 20, `only ${steps} steps`);
  const left = Array.from({ length: steps }, (_, step) => step);
  const progress = new Set<Progress>();
  const killNext = async (): Promise<void> => {
    for (let step = left.shift(); step !== undefined; step = left.shift()) {
      progress.add(await killAt(step));
    }
  };
  await Promise.all([killNext(), killNext(), killNext()]);
  assert.deepEqual([...progress].sort(), ['kept', 'no reply', 'not sent', 'published']);
});

async function killAt(step: number): Promise<Progress> {
  const home = join(root, `killed-at-${step}`);
  // A gateway of its own shows whether this very window has paid.
  const own = await startScriptedGateway({ script: () => inlineDataReply(IMAGE) });
  try {
    assert.equal(await runWindow(own.origin, home, step), '', `step ${step} was not reached`);
    const place = {
      root: home,
      target: join(home, 'project'),
      spool: join(home, 'spool'),
      temporary: join(home, 'temporary'),
    };
    const leftovers = await listLeftovers([place.spool], Date.now());
    const { inTarget, offered } = await findPaidImage(place);
    if (own.posts === 0) {
      assert.deepEqual(inTarget, [], `step ${step}`);
      return 'not sent';
    }
    if (inTarget.length > 0) return 'published';
    if (offered) return 'kept';
    // Killed before the reply was here: all that is left is the report that it may have been charged.
    assert.ok(
      leftovers.some(({ record }) => record.state === 'sent'),
      `step ${step}: silence`,
    );
    assert.ok(!(await hasImage(place)), `step ${step}: an image that is not offered`);
    return 'no reply';
  } finally {
    await own.close();
  }
}

/** Tells whether the spool has the whole image, under any name. */
async function hasImage({ spool }: Place): Promise<boolean> {
  for (const name of await readdir(spool, { recursive: true })) {
    const bytes = await readFile(join(spool, name)).catch(() => Buffer.alloc(0));
    if (isPaid(bytes)) return true;
  }
  return false;
}

test('fault-124 exactly one of six windows that find a leftover at once reports it, and the next one after it died', async () => {
  const { spool } = await newPlace(root);
  const entry = await openRun(spool);
  const image = await storePayload(entry, IMAGE);
  await entry.record({ state: 'received', images: [image] });
  await crash(entry);
  const windows = Array.from({ length: 6 }, () => openWindow(spool));
  try {
    const claimed = (await Promise.all(windows.map((window) => window.claimed))).flat();
    assert.deepEqual(claimed, [RUN_ID]);
    assert.equal(await claim(join(spool, RUN_ID), Date.now()), false);
  } finally {
    await Promise.all(windows.map(({ close }) => close()));
  }
  assert.equal(await claim(join(spool, RUN_ID), Date.now()), true);
  assert.equal(await claim(join(spool, RUN_ID), Date.now()), false);
});

test('fault-149 when the spool is deleted under a run, its bytes move on and are offered', async () => {
  const place = await preparePlace(join(root, 'deleted'));
  const { temporary } = place;
  const entry = await openRun(place.spool, { temporary });
  const sink = entry.create();
  await sink.write(IMAGE.subarray(0, 100_000));
  await rm(place.spool, { recursive: true });
  await sink.write(IMAGE.subarray(100_000));
  const { file } = await sink.close();
  const content = entry.contentOf(file);
  assert.ok(isPaid(typeof content === 'string' ? await readFile(content) : content));
  await entry.release();
  const [leftover] = await listLeftovers([place.spool, temporary], Date.now());
  assert.equal(leftover?.images.length, 1);
});

/** Opens a window that claims what it finds and stays open. */
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
