import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { inspectImage } from '../../image/formats/inspect.ts';
import { previewFactor } from '../../image/preview/pngPreview.ts';
import { startPreview, type PreviewTask } from '../../image/jobs/previewClient.ts';
import type { PayloadSink, PayloadStore } from '../../reply/types.ts';

/**
 * Makes small images of the large ones of a request, in separate threads while the reply arrives. A large file loads slowly, over
 * a network as slowly as the reply itself; its preview loads fast.
 */
export interface Previews {
  /** Returns the same store. A preview that fails does not affect what is stored. */
  readonly around: (store: PayloadStore) => PayloadStore;
  /** @param file the name from the store. @returns the path of the preview; undefined if there is none, or none in time */
  readonly of: (file: string) => Promise<string | undefined>;
  /** Stops all previews that are not finished. */
  readonly end: () => void;
}

/** After the last byte. Longer than a preview takes; without one, the page shows the full image. */
const TIMEOUT_MS = 1000;
/** Threads of a request. A reply can contain the beginnings of hundreds of images, and each one would start a thread. */
const MAX_THREADS = 16;

export interface PreviewOptions {
  /** Absolute path of the worker: `dist/previewWorker.cjs`. */
  readonly workerFile: string;
  /** Absolute path, created if missing. */
  readonly folder: string;
  /** How long to wait for a preview after the last byte of its image. */
  readonly timeoutMs?: number;
}

export function createPreviews(options: PreviewOptions): Previews {
  const byFile = new Map<string, PreviewTask>();
  const tasks: PreviewTask[] = [];

  function around(sink: PayloadSink): PayloadSink {
    let task: PreviewTask | undefined;
    let isFirst = true;
    return {
      write: async (bytes) => {
        if (isFirst && tasks.length < MAX_THREADS) {
          task = startIfLarge(bytes, options);
          if (task !== undefined) tasks.push(task);
        }
        isFirst = false;
        task?.push(bytes);
        await sink.write(bytes);
      },
      close: async () => {
        task?.push(null);
        const closed = await sink.close();
        if (task !== undefined) byFile.set(closed.file, task);
        return closed;
      },
      // Not spread, because a spread would lose the methods of a class.
      ...(sink.setAside && { setAside: async () => await sink.setAside?.() }),
      ...(sink.read && { read: () => readBack(sink) }),
      discard: () => sink.discard(),
    };
  }

  return {
    around: (store) => ({ create: () => around(store.create()) }),
    of: async (file) => await byFile.get(file)?.preview,
    end: () => {
      for (const task of tasks) task.stop();
    },
  };
}

/** @param bytes the beginning of a file, which contains its type and size */
function startIfLarge(
  bytes: Uint8Array,
  { workerFile, folder, timeoutMs = TIMEOUT_MS }: PreviewOptions,
): PreviewTask | undefined {
  const facts = inspectImage(bytes);
  const factor = facts && previewFactor(facts);
  if (factor === undefined) return undefined;
  try {
    const path = join(folder, `${Date.now()}-${randomUUID()}.png`);
    return startPreview(workerFile, { path, factor }, timeoutMs);
  } catch {
    // If no thread starts, there is no preview, but the spool still gets the bytes.
    return undefined;
  }
}

async function* readBack(sink: PayloadSink): AsyncGenerator<Uint8Array> {
  yield* sink.read?.() ?? [];
}
