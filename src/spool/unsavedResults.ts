import { inspectImage } from '../image/formats/inspect.ts';
import type { Target } from '../disk/target.ts';
import { removeImage, removePendingDownload, listLeftovers, type Leftover } from './leftovers.ts';
import type { GatewayIdentity } from '../text/gatewayName.ts';
import type { UnwrittenImages } from './unwrittenImages.ts';

/** Something paid for that is not where it should be, wherever its bytes are. */
export interface UnsavedImage {
  readonly content: string | Uint8Array;
  /** In bytes. */
  readonly size: number;
  readonly extension: string;
  readonly isWhole: boolean;
  /** Without a folder where its record is lost. */
  readonly target: Target;
  readonly model: string;
  readonly host: string;
  /** Absent where its record is lost. */
  readonly gateway: GatewayIdentity | undefined;
  /** ISO time. */
  readonly started: string;
  /** Saved or discarded: the bytes go. */
  readonly discard: () => Promise<void>;
}

/** Made by gateways that charge nothing, all of them. */
export function areFree(offers: readonly Pick<UnsavedImage, 'gateway'>[]): boolean {
  return offers.every(({ gateway }) => gateway?.free === true);
}

/** An image that is made, and lies elsewhere still. Its address is for nobody's eyes but its host. */
export interface PendingDownload extends Pick<
  UnsavedImage,
  'target' | 'model' | 'host' | 'gateway' | 'started'
> {
  /** Of its run, in the spool. */
  readonly folder: string;
  /** Where it lies. */
  readonly downloadHost: string;
  /** Discarded: its address goes. */
  readonly discard: () => Promise<void>;
}

/** Everything that waits for the user. */
export interface UnsavedResults {
  readonly images: readonly UnsavedImage[];
  readonly downloads: readonly PendingDownload[];
}

/** @param roots the folders of the spool */
export async function listUnsavedResults(
  roots: readonly string[],
  held: UnwrittenImages,
): Promise<UnsavedResults> {
  const leftovers = await listLeftovers(roots, Date.now());
  const inMemory = held.list().map((one): UnsavedImage => {
    const { bytes: paid, image, target, model, host, gateway } = one;
    const { size, extension } = image;
    const isWhole = inspectImage(paid)?.isWhole === true;
    const started = new Date().toISOString();
    const letGo = () => held.discard(one);
    return {
      content: paid,
      size,
      extension,
      isWhole,
      target,
      model,
      host,
      gateway,
      started,
      discard: letGo,
    };
  });
  return {
    images: [...inMemory, ...leftovers.flatMap(unsavedImagesOf)],
    downloads: leftovers.flatMap(pendingDownloadsOf),
  };
}

export function pendingDownloadsOf(leftover: Leftover): readonly PendingDownload[] {
  const { folder, record, hosted } = leftover;
  const { target, model, host, gateway, started } = record;
  return hosted.map((one) => ({
    folder,
    downloadHost: URL.canParse(one.url) ? new URL(one.url).host : '',
    target,
    model,
    host,
    gateway,
    started,
    discard: () => removePendingDownload(leftover, one),
  }));
}

export function unsavedImagesOf(leftover: Leftover): readonly UnsavedImage[] {
  const { target, model, host, gateway, started } = leftover.record;
  return [...leftover.images, ...leftover.incomplete].map((piece) => ({
    content: piece.file,
    size: piece.size,
    extension: piece.extension,
    isWhole: leftover.images.some(({ file }) => file === piece.file),
    target,
    model,
    host,
    gateway,
    started,
    discard: () => removeImage(leftover, piece.file),
  }));
}
