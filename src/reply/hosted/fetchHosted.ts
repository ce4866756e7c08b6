import type { Hosted } from '../choose/embeddedImages.ts';
import { webUrl } from './links.ts';
import type { DownloadFailure, ReplyContext, ReplyImage } from '../types.ts';

/** More pictures than any model draws in one turn. */
const MOST_DOWNLOADS = 16;

export interface Fetched {
  readonly images: readonly ReplyImage[];
  /** Why the last of those that could not be had could not. */
  readonly failed?: { readonly why: DownloadFailure; readonly host: string };
  /** What the store threw, of images that it did not take. */
  readonly losses: readonly unknown[];
  /** The user stopped it; the images are those that came before. */
  readonly isStopped: boolean;
}

/**
 * Fetches the images that a reply points to, one after the other, into the store. All their addresses are in
 * the ledger before the first is fetched, and each stays there until its image is here.
 */
export async function fetchHosted(
  hosted: readonly Hosted[],
  {
    download,
    ledger,
    store,
    signal,
  }: Pick<ReplyContext, 'download' | 'ledger' | 'store' | 'signal'>,
): Promise<Fetched> {
  const images: ReplyImage[] = [];
  const losses: unknown[] = [];
  let failed: Fetched['failed'];
  const wanted = hosted.slice(0, MOST_DOWNLOADS);
  // An address of another kind can never be fetched, and is not worth keeping.
  await ledger?.expect(wanted.map(({ url }) => url).filter((url) => webUrl(url) !== undefined));
  for (const { url, shape } of wanted) {
    if (download === undefined || !URL.canParse(url)) {
      failed = { why: 'network', host: URL.canParse(url) ? new URL(url).host : '' };
      continue;
    }
    try {
      const result = await download(url, store, signal);
      if (!result.ok) {
        const { why, host, piece } = result;
        await ledger?.failed(url, why, piece);
        if (why === 'stopped') return { images, losses, isStopped: true };
        failed = { why, host };
      } else if (images.some(({ sha256 }) => sha256 === result.image.sha256)) {
        await result.sink.discard();
        await ledger?.arrived(url, undefined);
      } else {
        const { file } = await result.sink.close();
        images.push({ ...result.image, file, shape });
        await ledger?.arrived(url, file);
      }
    } catch (error) {
      losses.push(error);
    }
  }
  return { images, losses, isStopped: false, ...(failed === undefined ? {} : { failed }) };
}
