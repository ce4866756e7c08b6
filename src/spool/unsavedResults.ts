import { inspectImage } from '../image/formats/inspect.ts';
import type { Target } from '../disk/target.ts';
import type { GatewayIdentity } from '../text/gatewayName.ts';
import { listLeftovers, type Leftover } from './leftovers.ts';
import { receivedTarget } from './record.ts';
import { isRawReply } from './rawReplies.ts';
import { removeImage, removePendingDownload } from './removeLeftovers.ts';
import type { UnwrittenImages } from './unwrittenImages.ts';

/** An image that isn't in its folder, on disk or in memory, paid for or free. */
export interface UnsavedImage {
  /** The absolute path of its bytes, or the bytes where no disk accepted them. */
  readonly content: string | Uint8Array;
  /** In bytes. */
  readonly size: number;
  /** Without a dot. */
  readonly extension: string;
  readonly isWhole: boolean;
  /** It is no image but a reply that Easel couldn't read, which may contain one. */
  readonly isReply?: true;
  /** Its folder is empty where the record is lost. */
  readonly target: Target;
  /** The model's id at the gateway. */
  readonly model: string;
  readonly host: string;
  /** Undefined where the record is lost, or an earlier version wrote it. */
  readonly gateway: GatewayIdentity | undefined;
  /** ISO 8601. */
  readonly started: string;
  /** Deletes the bytes, once they are saved or the user discards them. */
  readonly discard: () => Promise<void>;
}

/** An image that is created but not downloaded. Its address is sent only to its own host. */
export interface PendingDownload extends Pick<
  UnsavedImage,
  'target' | 'model' | 'host' | 'gateway' | 'started'
> {
  /** The run's folder in the spool, an absolute path. */
  readonly folder: string;
  /** The host that has the image; empty where its address can't be parsed. */
  readonly downloadHost: string;
  /** Deletes the address. */
  readonly discard: () => Promise<void>;
}

/** Everything that waits to be saved or discarded. */
export interface UnsavedResults {
  readonly images: readonly UnsavedImage[];
  readonly downloads: readonly PendingDownload[];
}

/**
 * Lists all unsaved results, those in this window's memory first. Never rejects.
 *
 * @param roots absolute paths of the spools
 */
export async function listUnsavedResults(
  roots: readonly string[],
  unwritten: UnwrittenImages,
): Promise<UnsavedResults> {
  const leftovers = await listLeftovers(roots, Date.now());
  const inMemory = unwritten.list().map((held): UnsavedImage => {
    const { bytes, image, target, model, host, gateway, started } = held;
    return {
      content: bytes,
      size: image.size,
      extension: image.extension,
      isWhole: !isRawReply(image.file) && inspectImage(bytes)?.isWhole === true,
      ...(isRawReply(image.file) && { isReply: true as const }),
      target,
      model,
      host,
      gateway,
      started,
      discard: () => unwritten.discard(held),
    };
  });
  return {
    images: [...inMemory, ...leftovers.flatMap(unsavedImagesOf)],
    downloads: leftovers.flatMap(pendingDownloadsOf),
  };
}

/** Returns what a leftover has on disk, whole images first. */
export function unsavedImagesOf(leftover: Leftover): readonly UnsavedImage[] {
  const { model, host, gateway, started } = leftover.record;
  const target = receivedTarget(leftover.record);
  return [...leftover.images, ...leftover.incomplete].map((image) => ({
    content: image.file,
    size: image.size,
    extension: image.extension,
    isWhole: leftover.images.some(({ file }) => file === image.file),
    ...(isRawReply(image.file) && { isReply: true as const }),
    target,
    model,
    host,
    gateway,
    started,
    discard: () => removeImage(leftover, image.file),
  }));
}

/** Returns the images of a leftover that can be downloaded. */
export function pendingDownloadsOf(leftover: Leftover): readonly PendingDownload[] {
  const { folder, record, hosted } = leftover;
  const { target, model, host, gateway, started } = record;
  return hosted.map((each) => ({
    folder,
    downloadHost: URL.canParse(each.url) ? new URL(each.url).host : '',
    target,
    model,
    host,
    gateway,
    started,
    discard: () => removePendingDownload(leftover, each),
  }));
}

/** Tells whether all of these come from gateways that charge nothing. */
export function areFree(results: readonly Pick<UnsavedImage, 'gateway'>[]): boolean {
  return results.every(({ gateway }) => gateway?.free === true);
}
