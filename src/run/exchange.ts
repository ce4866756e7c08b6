import { postUntilSent } from '../gateway/postUntilSent.ts';
import { hostedDownload } from '../reply/hosted/download.ts';
import { readReply } from '../reply/readReply.ts';
import type { Reply } from '../reply/types.ts';
import { downloadTracker } from '../spool/downloadTracker.ts';
import type { SpoolEntry } from '../spool/spool.ts';
import { carriesKey, redact, redactFacts } from '../text/redact.ts';
import type { RunRequest } from './buildRequest.ts';
import type { RunPlan } from './plan/plan.ts';
import type { RunControl, RunParts } from './runParts.ts';

const CONNECT_MS = 15_000;
/** While image data flows. Before and between images a model may think for minutes, up to the total deadline. */
const IDLE_MS = 60_000;
/** A reply that arrives at the last moment still gets time to download its hosted images. */
const DOWNLOAD_GRACE_MS = 30_000;

/** The input of one exchange with a gateway. */
export interface ExchangeParts {
  readonly plan: Pick<RunPlan, 'timeoutMs'>;
  readonly request: RunRequest;
  readonly spool: SpoolEntry;
  readonly parts: Pick<RunParts, 'hosted' | 'idleMs' | 'now'>;
  readonly control: RunControl;
}

/**
 * Sends the one paid POST and reads the reply. Image bytes go straight into the spool while they arrive.
 *
 * @returns the reply, with the request's key taken out of every text
 * @throws ConnectError, BrokenError, CancelledError; a reply without an image isn't an error here, but has a `problem`
 */
export async function exchange({
  plan: { timeoutMs },
  request,
  spool,
  parts: { hosted, idleMs = IDLE_MS, now },
  control: { signal, onProgress, wrapStore = (store) => store },
}: ExchangeParts): Promise<Reply> {
  const deadline = AbortSignal.timeout(timeoutMs + DOWNLOAD_GRACE_MS);
  const raw = await postUntilSent(request, {
    signal,
    deadlines: { connectMs: CONNECT_MS, idleMs, totalMs: timeoutMs },
    onProgress: (progress) => onProgress?.({ ...progress, totalBytes: request.contentLength }),
  });
  const reply = await readReply(raw, {
    host: request.url.host,
    origin: request.url.origin,
    store: wrapStore(spool),
    createRaw: () => spool.createRaw(),
    downloadTracker: downloadTracker(spool, request.keys),
    download: hostedDownload({
      deadline,
      carriesKey: (url) => carriesKey(url, request.keys),
      ...hosted,
      gatewayOrigin: request.url.origin,
    }),
    // Before any text is cut: half a key would no longer be found.
    redact: (text) => redact(text, request.keys),
    allowPause: (mayPause) => {
      raw.allowPause(mayPause);
    },
    now,
    signal,
  }).finally(() => {
    raw.close();
  });
  // File names stay as they are: a folder may look like a key.
  const { images, unfinished, ...texts } = reply;
  return { ...redactFacts(texts, request.keys), images, ...(unfinished && { unfinished }) };
}
