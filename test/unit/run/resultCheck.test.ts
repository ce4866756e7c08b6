/** What the runner does while it looks at a result: the run is over and recorded, and nothing waits for it. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { sourceFacts } from '../../../src/image/formats/sourceFacts.ts';
import { createPixelClient, type PixelClient } from '../../../src/image/jobs/pixelClient.ts';
import type { ActionReport } from '../../../src/run/runnerParts.ts';
import type { ShowProgress } from '../../../src/run/report/progress.ts';
import { checkResult } from '../../../src/run/report/checkResult.ts';
import { diskFiles } from '../../support/diskFiles.ts';
import { inlineDataReply } from '../../support/gateway/scriptedGateway.ts';
import { png } from '../../support/image/images.ts';
import { photo } from '../../support/image/photos.ts';
import { withRunner } from '../../support/runnerRig.ts';

const endless = fileURLToPath(new URL('../../support/image/endlessWorker.ts', import.meta.url));
const SOURCE = png(64, 48, (x, y) => [x * 3, y * 4, 9]);
const OTHER = png(64, 48, (x, y) => [y, x, 90]);

test('report-C7 a check that hangs holds up no record and no other run, and ends with Cancel', () =>
  withRunner(async (rig) => {
    await rig.gateway([inlineDataReply(OTHER), inlineDataReply(png(64, 96, [0, 0, 255]))]);
    const cancel = new AbortController();
    const showProgress: ShowProgress = (_action, work) => work(cancel.signal, () => undefined);
    const images = [await rig.put('cat.png', SOURCE)];
    const runner = rig.runner({ checks: createPixelClient(endless) });
    const action = runner.perform({ prompt: 'p', images }, { showProgress });
    // Observing is the last step of recording.
    while (rig.observations.length === 0) await sleep(10);
    assert.deepEqual(
      (await rig.history()).map(({ outcome }) => outcome),
      ['saved'],
    );
    assert.equal(runner.recent().length, 1);

    const region = [{ kind: 'rectangle', x: 50, y: 80, width: 10, height: 10 }] as const;
    const photos = [await rig.put('exif6.jpg', photo('exif6.jpg'))];
    const other = await runner.perform({ prompt: 'q', images: photos }, { region });
    assert.equal(other.result.outcome, 'saved', other.result.message);

    cancel.abort();
    const { result } = await action;
    assert.deepEqual([result.outcome, result.message], ['saved', undefined]);
    assert.equal(result.saved.length, 1);
  }));

test('report-C8 what a check finds is in the result, and in the history in place of the first entry', () =>
  withRunner(async (rig) => {
    await rig.gateway([inlineDataReply(OTHER), inlineDataReply(png(48, 64))]);
    const images = [await rig.put('cat.png', SOURCE)];
    const runner = rig.runner();
    const { result } = await runner.perform({ prompt: 'p', images });
    const changed = await runner.perform({ prompt: 'q', images });
    assert.deepEqual(result.warnings, []);
    assert.equal(changed.result.warnings.length, 1);
    assert.deepEqual(
      (await rig.history()).map(({ prompt, warnings }) => [prompt, ...warnings]),
      [['p'], ['q', ...changed.result.warnings]],
    );
  }));

test('a result is shown before the history is written, with and without a warning, and the action waits for both', () =>
  withRunner(async (rig) => {
    await rig.gateway([inlineDataReply(OTHER), inlineDataReply(png(48, 64))]);
    const images = [await rig.put('cat.png', SOURCE)];
    for (const warnings of [0, 1]) {
      let write: () => void = () => undefined;
      const mayWrite = new Promise<void>((resolve) => (write = resolve));
      const add = async ({ outcome }: { readonly outcome: string }) => {
        if (outcome !== 'sent') await mayWrite;
      };
      const runner = rig.runner({ history: { add } });
      const steps: string[] = [];
      let action: Promise<unknown> | undefined;
      await new Promise<void>((resolve) => {
        const onRequestEnded = ({ result }: ActionReport) => {
          steps.push(`shown with ${result.warnings.length}`);
          resolve();
        };
        action = runner
          .perform({ prompt: `p${warnings}`, images }, { onRequestEnded })
          .then(() => steps.push('over'));
      });
      await sleep(50);
      steps.push('written');
      write();
      await action;
      assert.deepEqual(steps, [`shown with ${warnings}`, 'written', 'over']);
    }
  }));

test('report-C8 a check has a limit for all images of a run', () =>
  withRunner(async (rig) => {
    await rig.gateway([inlineDataReply(OTHER)]);
    const images = [await rig.put('cat.png', SOURCE)];
    const { reports } = await rig.runner().perform({ prompt: 'p', images });
    const [report] = reports;
    const facts = sourceFacts(SOURCE);
    assert.ok(facts !== undefined && report !== undefined);
    const sent = [{ name: 'cat.png', bytes: SOURCE, facts }];
    const body = { prompt: 'p', images: sent, inlineSpelling: 'inlineData' } as const;
    const plan = { images: sent, body };
    const twice = { ...report, files: [...report.files, ...report.files] };
    const limits = { signal: new AbortController().signal, maxMs: 50 };
    const check = async (pixels: PixelClient) =>
      await checkResult(plan, twice, { files: diskFiles, pixels }, limits);
    assert.deepEqual(await check(createPixelClient(endless)), []);
  }));

test('the report of an action holds none of its files, because a notice keeps it', () =>
  withRunner(async (rig) => {
    await rig.gateway([inlineDataReply(OTHER)]);
    const images = [await rig.put('cat.png', SOURCE)];
    const report = await rig.runner().perform({ prompt: 'p', images });
    assert.equal(report.plan?.operation, 'edit');
    const held: unknown[] = [];
    const find = (value: unknown): void => {
      if (typeof value !== 'object' || value === null || held.includes(value)) return;
      assert.ok(!ArrayBuffer.isView(value), 'bytes');
      held.push(value);
      Object.values(value).forEach(find);
    };
    find(report);
    assert.ok(held.length > 5);
  }));
