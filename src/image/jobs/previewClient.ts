import { Worker } from 'node:worker_threads';
import type { PreviewRequest, PreviewResponse } from './previewJob.ts';

/** A preview that is being made while its image arrives. */
export interface PreviewTask {
  /** Takes the next bytes of the image, which are copied; `null` after the last ones. */
  readonly push: (bytes: Uint8Array | null) => void;
  /** Resolves with the path of the preview; `undefined` if the image gets no preview, or gets it too late. Never rejects. */
  readonly preview: Promise<string | undefined>;
  readonly stop: () => void;
}

/**
 * Starts a worker that makes one preview.
 *
 * @param workerFile absolute path of the worker: `dist/previewWorker.cjs`
 * @param timeoutMs the longest wait for the preview after the last byte, in ms
 * @throws Node's error if no thread can be started
 */
export function startPreview(
  workerFile: string,
  request: PreviewRequest,
  timeoutMs: number,
): PreviewTask {
  // Without the inspector, loaders and environment variables of the extension host.
  const worker = new Worker(workerFile, { workerData: request, execArgv: [], env: {} });
  // A window that closes does not wait for a preview.
  worker.unref();
  const stop = () => void worker.terminate();
  let timer: NodeJS.Timeout | undefined;
  const preview = new Promise<string | undefined>((resolve) => {
    // The message comes from Easel's own bundle, in the types that both sides share.
    worker.once('message', (isWritten: PreviewResponse) => {
      resolve(isWritten ? request.path : undefined);
    });
    // Without a preview the page loads the full image. `exit` follows every error.
    worker.once('error', () => undefined);
    worker.once('exit', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
  });
  return {
    push: (bytes) => {
      if (bytes === null) {
        timer = setTimeout(stop, timeoutMs).unref();
        worker.postMessage(null);
        return;
      }
      const copy = Uint8Array.from(bytes);
      worker.postMessage(copy, [copy.buffer]);
    },
    preview,
    stop,
  };
}
