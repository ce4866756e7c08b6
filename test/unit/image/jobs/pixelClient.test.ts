import assert from 'node:assert/strict';
import { encode } from 'fast-png';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { inspect } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { CheckError, UnexpectedError } from '../../../../src/errors.ts';
import { inspectImage } from '../../../../src/image/formats/inspect.ts';
import { createPixelClient } from '../../../../src/image/jobs/pixelClient.ts';
import { decodeImage } from '../../../../src/image/decode/decodeImage.ts';
import { pixels, png } from '../../../support/image/images.ts';

const WORKER = join(import.meta.dirname, '../../../../src/image/jobs/pixelWorker.ts');
const client = createPixelClient(WORKER);

describe('the pixel worker', () => {
  test('converts PNG to JPEG and back', async () => {
    const source = png(32, 24, [20, 200, 90]);
    const { file } = await client.run('convert', { file: source, to: 'jpeg', quality: 90 });
    assert.equal(inspectImage(file)?.type, 'jpeg');
    const back = await client.run('convert', { file, to: 'png', quality: 0 });
    assert.equal(inspectImage(back.file)?.type, 'png');
    assert.deepEqual(await decodeImage(back.file), await decodeImage(file));
  });

  test('blends transparent pixels with white for a JPEG', async () => {
    const clear = png(16, 16, [0, 0, 0, 0]);
    const { file } = await client.run('convert', { file: clear, to: 'jpeg', quality: 90 });
    assert.deepEqual([...(await decodeImage(file)).data.subarray(0, 4)], [255, 255, 255, 255]);
  });

  test('makes a smaller JPEG at a lower quality', async () => {
    const file = png(64, 64, (x, y) => [(x * 37 + y * 11) % 256, (x * y) % 256, (x * 91) % 256]);
    const [good, poor] = await Promise.all(
      [95, 20].map((quality) => client.run('convert', { file, to: 'jpeg', quality })),
    );
    assert.ok(good!.file.length > 2 * poor!.file.length);
  });

  test('composites and compares, and leaves the input files unchanged', async () => {
    const source = png(64, 48, [100, 100, 100]);
    const result = png(64, 48, [200, 0, 0]);
    const copies = [Buffer.from(source), Buffer.from(result)];
    const strokes = [{ kind: 'rectangle', x: 8, y: 6, width: 16, height: 12 }] as const;
    const { file } = await client.run('composite', { source, result, strokes, feather: 0 });
    const compared = await client.run('compare', { before: source, after: file, threshold: 0 });
    assert.deepEqual(compared.box, { x: 8, y: 6, width: 16, height: 12 });
    assert.equal(compared.share, (16 * 12) / (64 * 48));
    assert.equal(inspectImage(compared.file)?.width, 64);
    assert.deepEqual([Buffer.from(source), Buffer.from(result)], copies);
  });

  test('takes and returns files of megabytes', async () => {
    const data = pixels(900, 600, (x, y) => [
      Math.imul(x * x * 31 + y * y * 17 + x * y, 2654435761) >>> 24,
      (x * 7) % 256,
      (y * 13) % 256,
    ]);
    const source = encode({ width: 900, height: 600, channels: 4, data, text: { Author: 'Zoë' } });
    const { file } = await client.run('convert', { file: source, to: 'png', quality: 0 });
    assert.ok(file.length > 100_000);
    assert.deepEqual((await decodeImage(file)).data, data);
  });

  test('keeps no file in memory after its job', async () => {
    const file = png(64, 48);
    const made = await client
      .run('convert', { file, to: 'png', quality: 0 })
      .then((output) => new WeakRef(output.file));
    setFlagsFromString('--expose-gc');
    const collectGarbage = runInNewContext('gc') as () => void;
    // An object that was just made or read stays until the end of the turn.
    await nextTurn();
    collectGarbage();
    assert.equal(made.deref(), undefined);
  });
});

describe('after a job that fails, the next one runs', () => {
  const next = async () => {
    const { file } = await client.run('convert', { file: png(), to: 'png', quality: 1 });
    assert.equal(inspectImage(file)?.isWhole, true);
  };

  test('when the file is refused, with the reason', async () => {
    const file = Buffer.from('no image');
    await assert.rejects(client.run('convert', { file, to: 'png', quality: 1 }), (error) => {
      assert.ok(error instanceof CheckError);
      assert.deepEqual(error.problem, { kind: 'no-pixels', why: 'type', what: '' });
      return true;
    });
    await next();
  });

  test('when the job itself breaks', async () => {
    const file = 'not bytes' as unknown as Uint8Array;
    await assert.rejects(client.run('convert', { file, to: 'png', quality: 1 }), UnexpectedError);
    await next();
  });
});

describe('an aborted signal', () => {
  const endless = join(import.meta.dirname, '../../../support/image/endlessWorker.ts');
  const job = { file: png(), to: 'png', quality: 1 } as const;

  test('ends a job that hangs and one that waits behind it, and frees the queue', async () => {
    const stuck = createPixelClient(endless);
    const [first, second] = [new AbortController(), new AbortController()];
    const hanging = stuck.run('convert', job, first.signal);
    const waiting = stuck.run('convert', job, second.signal);
    second.abort(new Error('second'));
    await assert.rejects(waiting, /second/);
    first.abort(new Error('first'));
    await assert.rejects(hanging, /first/);
    await assert.rejects(stuck.run('convert', job, AbortSignal.abort(new Error('third'))), /third/);
  });

  test('changes nothing after the job', async () => {
    const control = new AbortController();
    const { file } = await client.run('convert', job, control.signal);
    control.abort();
    assert.equal(inspectImage(file)?.isWhole, true);
    assert.ok((await client.run('convert', job)).file.length > 0);
  });
});

test('each job of a worker that does not respond in time is rejected', async () => {
  const endless = join(import.meta.dirname, '../../../support/image/endlessWorker.ts');
  const stuck = createPixelClient(endless, 50);
  const jobs = [1, 2].map(() => stuck.run('convert', { file: png(), to: 'png', quality: 1 }));
  for (const job of jobs) await assert.rejects(job, UnexpectedError);
});

test('report-C6 a worker that collects numbers without an end is rejected, and nothing else ends', async () => {
  const greedy = join(import.meta.dirname, '../../../support/image/greedyWorker.ts');
  const stuck = createPixelClient(greedy, 600_000, 64);
  await assert.rejects(
    stuck.run('convert', { file: png(), to: 'png', quality: 1 }),
    (error) => error instanceof UnexpectedError && /ERR_WORKER_OUT_OF_MEMORY/.test(inspect(error)),
  );
});
