import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { sourceFacts } from '../../../../src/image/formats/sourceFacts.ts';
import { toReference } from '../../../../src/request/reference.ts';
import { requestSummary } from '../../../../src/run/report/requestSummary.ts';
import { nodeDisk } from '../../../../src/disk/disk.ts';
import type { RunPlan } from '../../../../src/run/plan/plan.ts';
import { readRecord } from '../../../../src/spool/record.ts';
import { CANARY } from '../../../support/canary.ts';
import { png } from '../../../support/image/images.ts';
import { newPlace, runAndSave } from '../../../support/disk/saving.ts';
import { startScriptedGateway } from '../../../support/gateway/scriptedGateway.ts';

const root = await mkdtemp(join(tmpdir(), 'easel-asked-'));
after(() => rm(root, { recursive: true, force: true }));

const CAT = toReference({ name: 'cat.png', bytes: png() }, sourceFacts(png()), 'm', undefined);

test("fault-120 during a run, its record has the source's name and the beginning of the prompt, without the key", async () => {
  const gateway = await startScriptedGateway({ script: { fault: { kind: 'silent' } } });
  const place = await newPlace(root);
  const stop = new AbortController();
  const change = (plan: RunPlan): RunPlan => {
    const prompt = `make it blue\nlike ${CANARY}`;
    const body = { ...plan.body, prompt: `Only the marked part. ${prompt}`, images: [CAT] };
    return { ...plan, operation: 'edit', prompt, body, images: [CAT] };
  };
  const ended = runAndSave(gateway.origin, place, { change, control: { signal: stop.signal } });
  try {
    await gateway.received(1);
    const [id = ''] = await readdir(place.spool);
    const record = await readRecord(nodeDisk, join(place.spool, id));
    assert.equal(record?.state, 'sent');
    assert.deepEqual(record.asked, { prompt: 'make it blue like •••', source: 'cat.png' });
  } finally {
    stop.abort();
    await ended;
    await gateway.close();
  }
});

test('a long prompt and a long name are cut, and no part of a key is left at the cut', () => {
  const prompt = `${'x'.repeat(50)} ${CANARY} and more`;
  const long = { ...CAT, name: `${'n'.repeat(300)}.png` };
  const asked = requestSummary({ prompt, images: [long] }, [CANARY]);
  assert.equal(asked.prompt, `${'x'.repeat(50)} ••• and m…`);
  assert.equal(Array.from(asked.source ?? '').length, 61);
  assert.deepEqual(requestSummary({ prompt: 'a cat', images: [] }, []), { prompt: 'a cat' });
});
