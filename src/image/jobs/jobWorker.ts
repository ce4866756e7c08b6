import { parentPort } from 'node:worker_threads';
import { CheckError } from '../../errors.ts';
import type { JobResponse } from './job.ts';

/** Runs the job of a worker and responds to its client. An error that isn't a `CheckError` ends the worker as its `error` event. */
export async function respond(work: () => Promise<object>): Promise<void> {
  const message = await responseTo(work);
  parentPort?.postMessage('output' in message ? { output: shareFiles(message.output) } : message);
}

async function responseTo(work: () => Promise<object>): Promise<JobResponse<object>> {
  try {
    return { output: await work() };
  } catch (error) {
    if (error instanceof CheckError) return { problem: error.problem };
    throw error;
  }
}

/**
 * Copies files into memory that both threads share. The other thread would count a buffer that is moved to it as its own memory,
 * and collect garbage for it.
 */
function shareFiles(output: object): object {
  const entries = Object.entries(output).map(([key, value]: [string, unknown]) => {
    if (!(value instanceof Uint8Array)) return [key, value] as const;
    const copy = new Uint8Array(new SharedArrayBuffer(value.length));
    copy.set(value);
    return [key, copy] as const;
  });
  return Object.fromEntries(entries);
}
