import { CancelledError, EaselError, ReplyError, UnexpectedError } from '../errors.ts';
import { fetchHosted, type Fetched } from '../reply/hosted/fetchHosted.ts';
import { hostedDownload } from '../reply/hosted/download.ts';
import type { ReplyImage } from '../reply/types.ts';
import { hostedLedger, toFetch } from '../spool/hostedLedger.ts';
import { leftoverIn, type Leftover } from '../spool/leftovers.ts';
import type { GatewayIdentity } from '../text/gatewayName.ts';
import { spoolRefusal } from '../spool/preflight.ts';
import { carriesKey } from '../text/redact.ts';
import { tooLateToPutBack } from './plan/region.ts';
import type { RunParts } from './run.ts';
import { leave, saveAll, type Left, type SavedFile, type SaveParts } from './saveImages.ts';
import { reopenSpool, type SpoolEntry } from '../spool/spool.ts';
import type { Warning } from '../messages/warning.ts';

/** For all images of a run: who waits longer than a run may take has forgotten about it. */
const MOST_MS = 600_000;

/** `keyFor`: an address that carries the gateway's key goes to nobody else. */
export type AgainParts = Pick<
  RunParts,
  'publish' | 'hold' | 'disk' | 'temporary' | 'hosted' | 'now' | 'keyFor'
>;

/** How it went. Something may be saved and something else have failed. */
export interface Again extends Left {
  /** That the image was made at. */
  readonly gateway: GatewayIdentity | undefined;
  readonly model: string;
  /** URIs. */
  readonly saved: readonly string[];
  /** All that came, saved or kept. */
  readonly images: readonly ReplyImage[];
  readonly warnings: readonly Warning[];
  readonly failure?: EaselError;
}

/**
 * Fetches what a run left elsewhere, by the rules of its first download, and publishes it as the run would have.
 * Makes no POST and sends no key; it can be repeated until it works, or until the user discards the address.
 *
 * @param folder of the run, in the spool
 * @returns undefined: there is nothing to fetch, or another window is at it
 */
export async function downloadAgain(
  folder: string,
  parts: AgainParts,
  signal: AbortSignal,
): Promise<Again | undefined> {
  const leftover = await leftoverIn(folder, parts.now(), parts.disk).catch(() => undefined);
  if (leftover === undefined || leftover.hosted.length === 0) return undefined;
  const { record, images, incomplete } = leftover;
  const { publish, disk, temporary } = parts;
  const { target, model, host, gateway } = record;
  const hold: SaveParts['hold'] = (image, bytes, letGo) =>
    parts.hold?.({
      image,
      bytes,
      target,
      model,
      host,
      gateway: gateway ?? { label: host },
      discard: letGo,
    });
  const options = { ...(disk && { disk }), ...(temporary !== undefined && { temporary }) };
  const waiting = [...images, ...incomplete].map(({ file }) => file);
  let spool: SpoolEntry;
  try {
    spool = await reopenSpool(folder, record, waiting, options);
  } catch (error) {
    const failure = await spoolRefusal(error, folder, disk);
    const left = { keeps: waiting.length > 0, toFetch: leftover.hosted.length };
    return { gateway, model, saved: [], images: [], warnings: [], failure, ...left };
  }
  const files: SavedFile[] = [];
  const savedSoFar = () => files.map(({ uri }) => uri);
  let came: readonly ReplyImage[] = [];
  try {
    const fetched = await fetchAll(leftover, spool, parts, signal);
    came = fetched.images;
    if (came.length === 0) throw failureOf(fetched, leftover, spool);
    const finish = record.region ? tooLateToPutBack : undefined;
    const saving = { publish, hold, finish, lookAgain: undefined };
    const end = await saveAll(came, images, target, spool, saving, files);
    const missed = fetched.failed && failureOf(fetched, leftover, spool);
    const saved = savedSoFar();
    return { gateway, model, saved, images: came, ...(missed && { failure: missed }), ...end };
  } catch (error) {
    const failure = error instanceof EaselError ? error : new UnexpectedError(false, error);
    const saved = savedSoFar();
    const left = await leave(images, spool, { hold });
    return { gateway, model, saved, images: came, warnings: [], failure, ...left };
  }
}

async function fetchAll(
  { record, hosted }: Leftover,
  spool: SpoolEntry,
  { hosted: options, keyFor }: AgainParts,
  signal: AbortSignal,
): Promise<Fetched> {
  const key = record.origin === undefined ? undefined : await keyFor(record.origin);
  const keys = key === undefined ? [] : [key];
  const download = hostedDownload({
    deadline: AbortSignal.timeout(MOST_MS),
    carriesKey: (url) => carriesKey(url, keys),
    ...options,
    // Without it, no private address is opened.
    gatewayOrigin: record.origin ?? '',
  });
  const wanted = hosted.map(({ url }) => ({ url, shape: 'hostedUrl' as const }));
  const ledger = hostedLedger(spool, keys);
  return await fetchHosted(wanted, { download, ledger, store: spool, signal });
}

function failureOf(fetched: Fetched, { record }: Leftover, spool: SpoolEntry): EaselError {
  const { failed, isStopped, losses } = fetched;
  if (isStopped) return new CancelledError('yes');
  if (failed === undefined) return new UnexpectedError(false, losses[0]);
  return new ReplyError(record.host, record.model, {
    kind: 'download',
    outcome: 'download_failed',
    charge: 'yes',
    status: 200,
    code: failed.why,
    host: failed.host,
    toFetch: toFetch(spool.hosted()).length,
  });
}
