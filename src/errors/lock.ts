/**
 * Reports that other processes kept a file locked for longer than a change may wait. The file is unchanged. This is no
 * `EaselError`, because it doesn't end a run by itself.
 */
export class FileLockedError extends Error {
  override readonly name = 'FileLockedError';
  /** Set like the system's own codes, so that a log line names the reason. */
  readonly code = 'ELOCKED';
  /** The absolute path of the file. */
  readonly file: string;
  /** How long this process paused between its tries, in ms. */
  readonly waitedMs: number;
  /** The id of the process that held the lock last; missing when its lock doesn't tell. */
  readonly pid: number | undefined;

  constructor(file: string, waitedMs: number, pid: number | undefined) {
    super(`${file} is locked by process ${pid ?? 'unknown'} after ${waitedMs} ms`);
    this.file = file;
    this.waitedMs = waitedMs;
    this.pid = pid;
  }
}
