import type { ReplyProblem } from '../../../src/errors.ts';
import type { DownloadFailure } from '../../../src/reply/types.ts';
import { keysOf } from '../keysOf.ts';

const DOWNLOAD_FAILURES: Readonly<Record<DownloadFailure, true>> = {
  'refused-address': true,
  gone: true,
  'bot-wall': true,
  forbidden: true,
  status: true,
  network: true,
  'too-large': true,
  'not-an-image': true,
  'broken-image': true,
  stopped: true,
};

/** Every way in which a hosted image can't be fetched. */
export const DOWNLOAD_PROBLEMS: readonly ReplyProblem[] = keysOf(DOWNLOAD_FAILURES).flatMap(
  (code): ReplyProblem[] => {
    const base = {
      kind: 'download',
      outcome: 'download_failed',
      charge: 'yes',
      status: 200,
    } as const;
    return [
      { ...base, code },
      { ...base, code, host: 'files.example', pendingDownloads: 1 },
    ];
  },
);
