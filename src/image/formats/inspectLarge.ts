import { setImmediate as nextTurn } from 'node:timers/promises';
import { createImageInspector, type ImageFacts } from './inspect.ts';

/** A JPEG of this size is inspected in about a millisecond. */
const SLICE_BYTES = 1 << 20;

/** Inspects a whole file like `inspectImage`, but gives other work of the shared thread a turn after every megabyte. */
export async function inspectLargeImage(file: Uint8Array): Promise<ImageFacts | undefined> {
  const inspector = createImageInspector();
  for (let at = 0; at < file.length; at += SLICE_BYTES) {
    if (at > 0) await nextTurn();
    inspector.push(file.subarray(at, at + SLICE_BYTES));
  }
  return inspector.facts();
}
