import { createHash } from 'node:crypto';

/** Keeps this many files. Older ones disappear, as they do at real gateways. */
const MAX_FILES = 8;

/** PNG files that Practice serves, for replies that contain a URL instead of an image. */
export interface HostedFiles {
  /** @param origin `http://127.0.0.1:<port>`, known when the server listens */
  readonly setOrigin: (origin: string) => void;
  /** Keeps a file and returns its URL. */
  readonly add: (file: Uint8Array) => string;
  /** @param path of the URL */
  readonly find: (path: string) => Uint8Array | undefined;
}

export function createHostedFiles(): HostedFiles {
  const files = new Map<string, Uint8Array>();
  let origin = '';
  return {
    setOrigin: (value) => {
      origin = value;
    },
    add: (file) => {
      const name = `${createHash('sha256').update(file).digest('hex').slice(0, 24)}.png`;
      // Maps keep the order of insertion: a file that is added again becomes the newest.
      files.delete(name);
      files.set(name, file);
      for (const oldest of files.keys()) {
        if (files.size <= MAX_FILES) break;
        files.delete(oldest);
      }
      return `${origin}/files/${name}`;
    },
    find: (path) => files.get(path.replace(/^\/files\//, '')),
  };
}
