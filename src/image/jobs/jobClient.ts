import { setImmediate as nextTurn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { CheckError, UnexpectedError } from '../../errors.ts';
import type { InputOf, JobNameOf, JobRequest, JobResponse, OutputOf } from './job.ts';

/** Runs heavy work on pixels in a worker, off the thread that all extensions share. */
export interface JobClient<Jobs> {
  /**
   * Runs one job. Jobs run one after the other, so that only one image at a time is decoded in memory.
   * Leaves the files in `input` unchanged, and copies those that aren't in shared memory.
   *
   * @param signal ends the job, or takes it out of the queue; the rejection is its reason
   *
   * @throws CheckError for problems of the input, such as `no-pixels`
   * @throws UnexpectedError if the worker fails, or is not done after minutes
   */
  readonly run: <Name extends JobNameOf<Jobs>>(
    name: Name,
    input: InputOf<Jobs, Name>,
    signal?: AbortSignal,
  ) => Promise<OutputOf<Jobs, Name>>;
}

/** Far more than the largest image takes. A file that takes longer was made to, and a paid image waits behind it. */
const TIMEOUT_MS = 300_000;

/** Numbers that a hostile file makes a codec collect end the worker, and nothing else. Pixels aren't counted. */
const MAX_HEAP_MB = 2048;

/**
 * @param workerFile absolute path of the worker, which does these jobs
 * @param timeoutMs for each job
 * @param maxHeapMb for each job, without files and pixels
 */
export function createJobClient<Jobs>(
  workerFile: string,
  timeoutMs = TIMEOUT_MS,
  maxHeapMb = MAX_HEAP_MB,
): JobClient<Jobs> {
  const limits: Limits = { timeoutMs, maxHeapMb };
  let previous: Promise<unknown> = Promise.resolve();
  return {
    run: (name, input, signal) => {
      const output = previous.then(() => {
        signal?.throwIfAborted();
        return runInWorker<Jobs, typeof name>(workerFile, { name, input }, { ...limits, signal });
      });
      // Without the output: the queue would keep its file in memory until the next job.
      previous = output.then(
        () => undefined,
        () => undefined,
      );
      return untilAborted(output, signal);
    },
  };
}

interface Limits {
  readonly timeoutMs: number;
  readonly maxHeapMb: number;
  readonly signal?: AbortSignal | undefined;
}

/** Starts a worker for each job: that takes some 50 ms, and its end frees all memory. */
async function runInWorker<Jobs, Name extends JobNameOf<Jobs>>(
  workerFile: string,
  { name, input }: JobRequest<Jobs, Name>,
  { timeoutMs, maxHeapMb, signal }: Limits,
): Promise<OutputOf<Jobs, Name>> {
  const workerData = { name, input: await shareFiles(input) };
  // Without the inspector, loaders and environment variables of the extension host, and without what codecs print.
  const worker = new Worker(workerFile, {
    workerData,
    execArgv: [],
    env: {},
    stdout: true,
    resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
  });
  let timer: NodeJS.Timeout | undefined;
  try {
    const working = new Promise<JobResponse<OutputOf<Jobs, Name>>>((resolve, reject) => {
      // The message comes from Easel's own bundle, in the types that both sides share.
      worker.once('message', (message) => {
        resolve(message as JobResponse<OutputOf<Jobs, Name>>);
      });
      worker.once('error', reject);
      worker.once('exit', (code) => {
        reject(new Error(`the worker exited with code ${code} before it responded`));
      });
      timer = setTimeout(() => {
        reject(new Error(`the worker did not respond in ${timeoutMs} ms`));
      }, timeoutMs);
    });
    const response = await untilAborted(working, signal);
    if ('problem' in response) throw new CheckError(response.problem);
    return response.output;
  } catch (error) {
    if (error instanceof CheckError || signal?.aborted) throw error;
    throw new UnexpectedError(true, error);
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}

/** Settles like the work, or rejects with the signal's reason as soon as the signal aborts. */
async function untilAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (signal === undefined) return await work;
  let stop: (() => void) | undefined;
  const aborted = new Promise<undefined>((resolve) => {
    stop = () => {
      resolve(undefined);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  }).then(() => {
    throw signal.reason;
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    if (stop) signal.removeEventListener('abort', stop);
  }
}

/** Copying 30 MB at once blocks the thread for some 50 ms; copying this much, for one or two. */
const SLICE_BYTES = 1 << 20;

/** Copies the files of an input into memory that both threads share, so that starting the worker copies none of them. */
async function shareFiles(input: object): Promise<object> {
  const entries: [string, unknown][] = [];
  for (const [key, value] of Object.entries(input)) {
    entries.push([key, value instanceof Uint8Array ? await shareBytes(value) : value]);
  }
  return Object.fromEntries(entries);
}

async function shareBytes(file: Uint8Array): Promise<Uint8Array> {
  if (file.buffer instanceof SharedArrayBuffer) return file;
  const copy = new Uint8Array(new SharedArrayBuffer(file.length));
  for (let at = 0; at < file.length; at += SLICE_BYTES) {
    if (at > 0) await nextTurn();
    copy.set(file.subarray(at, at + SLICE_BYTES), at);
  }
  return copy;
}
