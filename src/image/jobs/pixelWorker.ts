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
  parentPort?.postMessage(message, 'output' in message ? movableBuffers(message.output) : []);
});

/** Moves files to the other thread without copying. Small ones may lie in Node's buffer pool, which cannot be moved. */
function movableBuffers(output: object): ArrayBuffer[] {
  const buffers = Object.values(output).flatMap((value: unknown) =>
    value instanceof Uint8Array && value.buffer instanceof ArrayBuffer ? [value.buffer] : [],
  );
  return [...new Set(buffers)].filter(({ byteLength }) => byteLength > 2 * Buffer.poolSize);
}
