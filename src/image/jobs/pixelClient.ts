import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { CheckError, UnexpectedError } from '../../errors.ts';
import type { Answer, DoneOf, Job } from './pixelJobs.ts';

/** Heavy work on pixels, off the thread that all extensions share. */
export interface PixelWork {
  /**
   * Does one job. Jobs wait for one another, so that memory holds the pixels of one at a time. The files that are handed
   * over are copied and stay as they are.
   *
   * @throws CheckError `no-pixels`, `no-mark`: what the files or the marks do not allow
   * @throws UnexpectedError where the worker breaks down, or is still at it after minutes
   */
  readonly do: <J extends Job>(job: J) => Promise<DoneOf<J>>;
}

/** Far more than the largest picture takes. What takes longer was made to, and a paid picture waits behind it. */
const MOST_MS = 300_000;

/**
 * @param file the worker's: `dist/region.cjs`
 * @param mostMs for one job
 */
export function createPixelWork(file: string, mostMs = MOST_MS): PixelWork {
  let last: Promise<unknown> = Promise.resolve();
  return {
    do: (job) => {
      const done = last.then(() => inWorker(file, job, mostMs));
      last = done.catch(() => undefined);
      return done;
    },
  };
}

/** A thread of its own for every job: starting it takes some 50 ms, and its end gives all of the memory back. */
async function inWorker<J extends Job>(file: string, job: J, mostMs: number): Promise<DoneOf<J>> {
  const workerData = { pixelJob: await shared(job) };
  // The inspector, loaders and variables of the extension host are none of its business.
  const worker = new Worker(file, { workerData, execArgv: [], env: {} });
  let patience: NodeJS.Timeout | undefined;
  try {
    const answer = await new Promise<Answer>((resolve, reject) => {
      // Our own bundle answers, in the types that both sides share.
      worker.once('message', (message) => {
        resolve(message as Answer);
      });
      worker.once('error', reject);
      worker.once('exit', (code) => {
        reject(new Error(`the pixel worker ended with code ${code} before it answered`));
      });
      patience = setTimeout(() => {
        reject(new Error('the pixel worker did not come to an end'));
      }, mostMs);
    });
    if ('refused' in answer) throw new CheckError(answer.refused);
    return answer.done as DoneOf<J>;
  } catch (error) {
    if (error instanceof CheckError) throw error;
    throw new UnexpectedError(true, error);
  } finally {
    clearTimeout(patience);
    await worker.terminate();
  }
}

/** Copied in one go, 30 MB hold the thread for some 50 ms; a slice of this, for one or two. */
const SLICE_BYTES = 1 << 20;

/** The job with its files in memory that both threads see, so that starting the worker copies none of them. */
async function shared(job: Job): Promise<object> {
  const parts: [string, unknown][] = [];
  for (const [name, value] of Object.entries(job)) {
    parts.push([name, value instanceof Uint8Array ? await sharedBytes(value) : value]);
  }
  return Object.fromEntries(parts);
}

async function sharedBytes(file: Uint8Array): Promise<Uint8Array> {
  const copy = new Uint8Array(new SharedArrayBuffer(file.length));
  for (let at = 0; at < file.length; at += SLICE_BYTES) {
    if (at > 0) await nextTurn();
    copy.set(file.subarray(at, at + SLICE_BYTES), at);
  }
  return copy;
}
