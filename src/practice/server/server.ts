/**
 * The Practice gateway: starts a worker thread that listens on loopback, so that decoding and encoding
 * large pictures never stalls the thread that VS Code's extensions share. This file is both sides: what
 * the extension calls, and the worker's entry.
 */
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import * as z from 'zod/mini';
import { listen } from './httpServer.ts';

export interface Practice {
  /** `http://127.0.0.1:<port>`, without a slash at the end. */
  readonly baseUrl: string;
  close(): Promise<void>;
}

const Job = z.object({ practicePort: z.number() });
const Started = z.object({ port: z.number() });

/** Starts Practice on 127.0.0.1; without a port, on a free one. Rejects if the port is taken. */
export async function startPractice(options: { readonly port?: number } = {}): Promise<Practice> {
  const worker = new Worker(import.meta.filename, {
    workerData: { practicePort: options.port ?? 0 } satisfies z.infer<typeof Job>,
    // The inspector and loaders of the extension host are none of its business.
    execArgv: [],
    env: {},
  });
  const port = await new Promise<number>((resolve, reject) => {
    worker.once('message', (message: unknown) => {
      resolve(z.parse(Started, message).port);
    });
    worker.once('error', reject);
    worker.once('exit', (code) => {
      reject(new Error(`Practice ended with code ${code} before it listened`));
    });
  });
  // An error later on ends the worker; requests then fail as they do with any gateway that went away.
  worker.on('error', () => undefined);
  worker.unref();
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    async close() {
      await worker.terminate();
    },
  };
}

async function work(port: number): Promise<void> {
  const bound = await listen(port);
  parentPort?.postMessage({ port: bound } satisfies z.infer<typeof Started>);
}

const job = isMainThread ? undefined : z.safeParse(Job, workerData);
if (job?.success === true) void work(job.data.practicePort);
