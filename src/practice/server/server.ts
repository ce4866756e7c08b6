/**
 * The Practice gateway runs in a worker, so that decoding and encoding large images never blocks the thread that all
 * extensions share. This file is both the client that starts the worker and the worker's entry.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import * as z from 'zod/mini';
import { listen } from './httpServer.ts';

export interface PracticeServer {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly baseUrl: string;
  close(): Promise<void>;
}

/** Tells this worker from others whose bundle may contain this file. */
const WorkerData = z.object({ practicePort: z.number() });
const Started = z.object({ port: z.number() });

/**
 * Starts Practice on 127.0.0.1.
 *
 * @param options.port a free one by default
 * @throws Node's error if the port is taken
 */
export async function startPractice(
  options: { readonly port?: number } = {},
): Promise<PracticeServer> {
  const worker = new Worker(import.meta.filename, {
    workerData: { practicePort: options.port ?? 0 } satisfies z.infer<typeof WorkerData>,
    // Without the inspector, loaders and environment variables of the extension host.
    execArgv: [],
    env: {},
  });
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('message', (message: unknown) => {
      resolve(z.parse(Started, message).port);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      reject(new Error(`Practice exited with code ${code} before it listened`));
    });
  });
  // A later error ends the worker. Requests then fail as they do when any gateway goes down.
  worker.on('error', () => undefined);
  worker.unref();
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    async close() {
      await worker.terminate();
    },
  };
}

async function serve(port: number): Promise<void> {
  const listening = await listen(port);
  parentPort?.postMessage({ port: listening } satisfies z.infer<typeof Started>);
}

const data = isMainThread ? undefined : z.safeParse(WorkerData, workerData);
if (data?.success === true) void serve(data.data.practicePort);
