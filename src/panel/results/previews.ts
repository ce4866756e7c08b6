import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { imageFacts } from '../../image/formats/inspect.ts';
import { previewFactor } from '../../image/preview/pngPreview.ts';
import type { PreviewAnswer, PreviewOrder } from '../../image/jobs/previewWorker.ts';
import type { PayloadSink, PayloadStore } from '../../reply/types.ts';

/**
 * Small pictures of the large ones of a run, made in threads of their own while the reply comes. A large file takes its time
 * from the disk to a screen, over a network as long as the reply itself took; its preview does not.
 */
export interface Previews {
  /** The same store. Whatever becomes of a preview, what is stored is stored. */
  readonly around: (store: PayloadStore) => PayloadStore;
  /** @param file the store's name for it. @returns the preview's path; `undefined`: it has none, or none that came soon */
  readonly of: (file: string) => Promise<string | undefined>;
  /** What is not made by now is not needed any more. */
  readonly end: () => void;
}

/** Longer than it ever takes once the file is here; then the picture is shown in full, as one without a preview is. */
const MOST_MS = 1000;
/** More than the requests of a run bring: a reply may hold the beginnings of hundreds of pictures, and each would start a thread. */
const MOST_BEGUN = 16;

/**
 * @param worker the thread's file: `dist/preview.cjs`
 * @param folder absolute path; made when it is missing
 */
export function createPreviews(worker: string, folder: string): Previews {
  const made = new Map<string, Making>();
  const begun: Making[] = [];

  function around(sink: PayloadSink): PayloadSink {
    let making: Making | undefined;
    let isFirst = true;
    return {
      ...sink,
      write: async (bytes) => {
        if (isFirst && begun.length < MOST_BEGUN) {
          making = startIfLarge(bytes, worker, folder);
          if (making !== undefined) begun.push(making);
        }
        isFirst = false;
        making?.take(bytes);
        await sink.write(bytes);
      },
      close: async () => {
        making?.take(null);
        const closed = await sink.close();
        if (making !== undefined) made.set(closed.file, making);
        return closed;
      },
    };
  }

  return {
    around: (store) => ({ ...store, create: () => around(store.create()) }),
    of: async (file) => await made.get(file)?.done,
    end: () => {
      for (const making of begun) making.stop();
    },
  };
}

interface Making {
  /** The next bytes, which are copied; null behind the last ones. */
  readonly take: (bytes: Uint8Array | null) => void;
  /** The preview's path. */
  readonly done: Promise<string | undefined>;
  readonly stop: () => void;
}

/** @param bytes the first of a file: they say what it is */
function startIfLarge(bytes: Uint8Array, file: string, folder: string): Making | undefined {
  const facts = imageFacts(bytes);
  const factor = facts && previewFactor(facts);
  if (factor === undefined) return undefined;
  try {
    return start(file, factor, folder);
  } catch {
    // No thread can be had: the bytes go on to the spool all the same.
    return undefined;
  }
}

function start(file: string, factor: number, folder: string): Making {
  const to = join(folder, `${Date.now()}-${randomUUID()}.png`);
  const workerData: PreviewOrder = { to, factor };
  // The inspector, loaders and variables of the extension host are none of its business.
  const worker = new Worker(file, { workerData, execArgv: [], env: {} });
  // Nothing waits for it: a window that closes does so.
  worker.unref();
  const stop = () => void worker.terminate();
  let clock: NodeJS.Timeout | undefined;
  const done = new Promise<string | undefined>((resolve) => {
    // Our own bundle answers, in the types that both sides share.
    worker.once('message', (isMade: PreviewAnswer) => {
      resolve(isMade ? to : undefined);
    });
    // Also where it fails: without a preview the picture is loaded in full.
    worker.once('error', () => undefined);
    worker.once('exit', () => {
      clearTimeout(clock);
      resolve(undefined);
    });
  });
  const take = (bytes: Uint8Array | null) => {
    if (bytes === null) {
      clock = setTimeout(stop, MOST_MS).unref();
      worker.postMessage(null);
    } else {
      const copy = Uint8Array.from(bytes);
      worker.postMessage(copy, [copy.buffer]);
    }
  };
  return { take, done, stop };
}
