/** The breaker gate and its file, in whatever state that is. */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { mkdir, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { CLOSED, reduceBreaker } from '../../../src/route/breaker/breaker.ts';
import { breakerFile } from '../../../src/route/breaker/breakerFile.ts';
import { breakerAt } from '../../../src/route/breaker/breakers.ts';
import { BreakerGate } from '../../../src/run/breakerGate.ts';
import { planRun } from '../../../src/run/plan/plan.ts';
import { parseSettings } from '../../../src/run/plan/settings.ts';
import type { RunParts } from '../../../src/run/runParts.ts';
import { diskFiles } from '../../support/diskFiles.ts';
import { assertFailed, assertSaved } from '../../support/faults/faultEnds.ts';
import { PICTURE, withRig } from '../../support/faults/faults.ts';
import { inlineDataReply } from '../../support/gateway/scriptedGateway.ts';
import { HELD_BACK, NO_ROUTE, openWindows, START } from './breakerGateRig.ts';

test('Practice passes the gate without a breaker: it has no server that needs a rest', async () => {
  await withRig(async ({ folder }) => {
    const file = join(folder, 'breakers.json');
    const gate = new BreakerGate(breakerFile(file), () => START);
    const target = pathToFileURL(folder).href;
    const settings = parseSettings({ gateway: 'practice' });
    const plan = await planRun({ prompt: 'a red square', target }, settings, diskFiles, START);
    assert.deepEqual([await gate.pause(plan), await gate.needsTrial(plan)], [undefined, false]);
    const broken = () => Promise.reject(new Error('Practice does not start.'));
    const parts: RunParts = {
      keyFor: async () => undefined,
      practice: broken,
      spoolRoot: join(folder, 'spool'),
      publish: broken,
      now: () => START,
    };
    const control = { signal: new AbortController().signal };
    for (let run = 0; run < 3; run += 1) {
      const { failure } = await gate.run(plan, parts, control, 'batch');
      assert.match(String(failure?.cause), /Practice does not start/);
    }
    assert.equal(existsSync(file), false);
  });
});

describe("the breakers' file", () => {
  const open = (at: number) =>
    reduceBreaker(CLOSED, { kind: 'ended', at, outcome: 'route_unavailable', trial: false }, 0);

  test('is replaced if it is damaged or has another format, and holds back no run', async () => {
    for (const text of ['', '{', 'null', '{"format":99}', '{"format":1,"breakers":[["x",{}],7]}']) {
      await withRig(async (rig) => {
        const { ask, file } = await openWindows(rig, NO_ROUTE);
        await mkdir(join(rig.folder, 'storage'), { recursive: true });
        await writeFile(file, text);
        assert.equal((await ask()).posts, 1);
        assertFailed(await ask('batch'), HELD_BACK);
      });
    }
  });

  test('holds back no run if a folder is in its place', async () => {
    await withRig(async (rig) => {
      const { ask, file } = await openWindows(rig, NO_ROUTE, inlineDataReply(PICTURE));
      await mkdir(file, { recursive: true });
      await ask();
      assertSaved(await ask('batch'), PICTURE);
    });
  });

  test('keeps the changes of many windows at once', async () => {
    await withRig(async ({ folder }) => {
      const file = join(folder, 'b', 'breakers.json');
      const keys = Array.from({ length: 12 }, (_, i) => `route-${i}`);
      await Promise.all(keys.map((key) => breakerFile(file).change(key, () => open(START), START)));
      const breakers = await breakerFile(file).read();
      assert.deepEqual(
        keys.filter((key) => breakerAt(breakers, key).openings === 1),
        keys,
      );
    });
  });

  test('is changed in spite of a lock that a crash left behind', async () => {
    await withRig(async ({ folder }) => {
      const file = join(folder, 'breakers.json');
      await writeFile(`${file}.lock`, '');
      await utimes(`${file}.lock`, 1, 1);
      await breakerFile(file).change('x', () => open(START), START);
      assert.equal(breakerAt(await breakerFile(file).read(), 'x').openings, 1);
    });
  });
});
