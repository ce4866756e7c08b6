import { open } from 'node:fs/promises';

/** In bytes, per read: the thread does nothing else while it takes a part from the system. */
const SLICE_BYTES = 1 << 20;

/**
 * Reads a local file into memory that threads share, so that a worker needs no copy of it. V8 doesn't count such memory as its own:
 * 30 MB that it counts make it collect garbage at once, which blocks the thread for tens of ms.
 *
 * @throws what the disk throws; EBUSY if the file changes its size meanwhile, EINVAL if it isn't a regular file
 */
export async function readShared(path: string): Promise<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    const status = await handle.stat();
    if (!status.isFile()) throw withCode('EINVAL');
    const bytes = new Uint8Array(new SharedArrayBuffer(status.size));
    for (let done = 0; done < bytes.length;) {
      const length = Math.min(SLICE_BYTES, bytes.length - done);
      const { bytesRead } = await handle.read(bytes, done, length, done);
      if (bytesRead === 0) throw withCode('EBUSY');
      done += bytesRead;
    }
    const { size } = await handle.stat();
    if (size !== bytes.length) throw withCode('EBUSY');
    return bytes;
  } finally {
    await handle.close();
  }
}

function withCode(code: string): Error {
  return Object.assign(new Error(code), { code });
}
