import { CancelledError, EaselError, ReplyError, UnexpectedError } from '../errors.ts';
import { fetchHosted, type FetchedImages } from '../reply/hosted/fetchHosted.ts';
import { hostedDownload } from '../reply/hosted/download.ts';
import type { ReplyImage } from '../reply/types.ts';
import { downloadTracker, pendingDownloads } from '../spool/downloadTracker.ts';
import { findLeftover, type Leftover } from '../spool/leftovers.ts';
import type { GatewayIdentity } from '../text/gatewayName.ts';
import { receivedTarget } from '../spool/record.ts';
import { spoolRefusal } from '../spool/preflight.ts';
import { carriesKey } from '../text/redact.ts';
import type { ResultOrigin } from '../image/provenance/derived.ts';
import type { Recipe } from '../assets/recipe.ts';
import { inOrder } from './finish/makeFinalFile.ts';
import { saveWhole } from './plan/region.ts';
import type { RunParts } from './runParts.ts';
import {
  closeSpool,
  saveImages,
  type Finish,
  type Remaining,
  type SavedFile,
  type SaveParts,
  type SaveResult,
} from './saveImages.ts';
import { reopenSpool, type SpoolEntry } from '../spool/spool.ts';
import type { Warning } from '../messages/warning.ts';

/** The deadline for all images of a run together, in ms. */
const MAX_MS = 600_000;

export interface DownloadParts extends Pick<
  RunParts,
  'publish' | 'hold' | 'disk' | 'temporary' | 'hosted' | 'now'
> {
  /** Returns every key and secret that is stored for an origin. An address that contains one is requested from the gateway only. */
  readonly keysAt: (origin: string) => Promise<readonly string[]>;
  /** Returns the step that makes the file of an image. Missing: images are saved as they are received. */
  readonly makeFinal?: (recipe: Recipe, origin: ResultOrigin) => Finish;
}

/** How a later download ended. It can save some images and fail for another. */
export interface DownloadReport extends Remaining {
  /** The gateway that made the images; undefined in records of older versions. */
  readonly gateway: GatewayIdentity | undefined;
  readonly model: string;
  /** URIs of the files. */
  readonly saved: readonly string[];
  /** All images that arrived, saved or kept. */
  readonly images: readonly ReplyImage[];
  readonly warnings: readonly Warning[];
  readonly failure?: EaselError;
}

/**
 * Downloads the images whose addresses a run kept, by the rules of the first download, and publishes them as the run would have.
 * Sends no POST request and no key. The user can repeat it until it works, or discard the address.
 *
 * @param folder the run's folder in the spool: an absolute path
 * @returns undefined if there is nothing to download, or another window is downloading it
 * @throws never for a failed download: that is {@link DownloadReport.failure}
 */
export async function downloadAgain(
  folder: string,
  parts: DownloadParts,
  signal: AbortSignal,
): Promise<DownloadReport | undefined> {
  const leftover = await findLeftover(folder, parts.now(), parts.disk).catch(() => undefined);
  if (leftover === undefined || leftover.hosted.length === 0) return undefined;
  const { record, images, incomplete } = leftover;
  const { publish, disk, temporary } = parts;
  const { target, model, host, gateway, started } = record;
  const hold: SaveParts['hold'] = (image, bytes, discard) =>
    parts.hold?.({
      image,
      bytes,
      target: receivedTarget(record),
      model,
      host,
      gateway: gateway ?? { label: host },
      started,
      discard,
    });
  const waiting = [...images, ...incomplete].map(({ file }) => file);
  let spool: SpoolEntry;
  try {
    spool = await reopenSpool(folder, record, waiting, { disk, temporary });
  } catch (error) {
    const failure = await spoolRefusal(error, folder, disk);
    const remaining = { keeps: waiting.length > 0, pendingDownloads: leftover.hosted.length };
    return { gateway, model, saved: [], images: [], warnings: [], failure, ...remaining };
  }
  const files: SavedFile[] = [];
  let arrived: readonly ReplyImage[] = [];
  const report = (rest: SaveResult | (Remaining & Pick<DownloadReport, 'failure'>)) => {
    const saved = files.map(({ uri }) => uri);
    return { gateway, model, saved, images: arrived, warnings: [], ...rest };
  };
  try {
    const fetched = await fetchAll(leftover, spool, parts, signal);
    arrived = fetched.images;
    if (arrived.length === 0) throw failureOf(fetched, leftover, spool);
    const finish = finishOf(record, parts);
    const job = { images: arrived, others: images, target, spool, saved: files };
    const end = await saveImages(job, { publish, hold, finish, recheckTarget: undefined });
    const failure = fetched.failed && failureOf(fetched, leftover, spool);
    return report({ ...(failure && { failure }), ...end });
  } catch (error) {
    const failure = error instanceof EaselError ? error : new UnexpectedError(false, error);
    return report({ failure, ...(await closeSpool(images, spool, { hold })) });
  }
}

function finishOf(
  { region, final, gateway, asked }: Leftover['record'],
  { makeFinal }: DownloadParts,
): Finish | undefined {
  const merged = region ? saveWhole : undefined;
  const isPractice = gateway?.free === true;
  const isEdit = asked?.source !== undefined;
  const origin = { isPractice, isEdit, isMerged: false };
  return final && makeFinal ? inOrder(merged, makeFinal(final, origin)) : merged;
}

async function fetchAll(
  { record, hosted }: Leftover,
  spool: SpoolEntry,
  { hosted: options, keysAt }: DownloadParts,
  signal: AbortSignal,
): Promise<FetchedImages> {
  const keys = record.origin === undefined ? [] : await keysAt(record.origin);
  const download = hostedDownload({
    deadline: AbortSignal.timeout(MAX_MS),
    carriesKey: (url) => carriesKey(url, keys),
    ...options,
    // Without an origin, every private address is refused.
    gatewayOrigin: record.origin ?? '',
  });
  const wanted = hosted.map(({ url }) => ({ url, shape: 'hostedUrl' as const }));
  const ledger = downloadTracker(spool, keys);
  return await fetchHosted(wanted, { download, downloadTracker: ledger, store: spool, signal });
}

function failureOf(fetched: FetchedImages, { record }: Leftover, spool: SpoolEntry): EaselError {
  const { failed, isStopped, errors } = fetched;
  if (isStopped) return new CancelledError('yes');
  if (failed === undefined) return new UnexpectedError(false, errors[0]);
  return new ReplyError(record.host, record.model, {
    kind: 'download',
    outcome: 'download_failed',
    charge: 'yes',
    status: 200,
    code: failed.why,
    host: failed.host,
    pendingDownloads: pendingDownloads(spool.hosted()).length,
  });
}
