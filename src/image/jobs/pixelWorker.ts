/** Entry of the pixel worker: runs the one job it was started with, responds, and ends. */
import { parentPort, workerData } from 'node:worker_threads';
import { CheckError } from '../../errors.ts';
import type { PixelRequest, PixelResponse } from './pixelJobs.ts';
import { runPixelJob } from './runPixelJob.ts';

async function respondTo({ name, input }: PixelRequest): Promise<PixelResponse> {
  try {
    return { output: await runPixelJob(name, input) };
  } catch (error) {
    if (error instanceof CheckError) return { problem: error.problem };
    // Other errors end the worker, and the client gets them as its `error` event.
    throw error;
  }
}

// Only `pixelClient.ts` starts this worker, with the types that both share.
const response = respondTo(workerData as PixelRequest);
void response.then((message) => {
  parentPort?.postMessage('output' in message ? { output: shareFiles(message.output) } : message);
});

/**
 * Copies files into memory that both threads share. The other thread would count a buffer that is moved to it as its own memory,
 * and collect garbage for it.
 */
function shareFiles<Output extends object>(output: Output): Output {
  const entries = Object.entries(output).map(([key, value]: [string, unknown]) => {
    if (!(value instanceof Uint8Array)) return [key, value] as const;
    const copy = new Uint8Array(new SharedArrayBuffer(value.length));
    copy.set(value);
    return [key, copy] as const;
  });
  return { ...output, ...Object.fromEntries(entries) };
}
