import type { BinnedFile } from './state.ts';

/** Keeps deleted files for a while. Files are named by their URIs. */
export interface Bin {
  /** How long it keeps a file, in days. */
  readonly days: number;
  /** Moves a file into the bin. @returns its URI there; undefined if there is no such file. @throws if it can't be moved */
  readonly put: (uri: string) => Promise<string | undefined>;
  /** Moves a file back. @returns its URI: another one if the old name is taken; undefined if the bin has no such file anymore */
  readonly restore: (file: BinnedFile) => Promise<string | undefined>;
}
