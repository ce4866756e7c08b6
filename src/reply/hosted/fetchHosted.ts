import type { HostedLink } from '../choose/hostedLinks.ts';
import { KnownPixels } from '../choose/samePixels.ts';
import { parseWebUrl } from './links.ts';
import type { DownloadFailure, ReplyContext, ReplyImage } from '../types.ts';

/** More images than any model returns in one turn. */
const MAX_DOWNLOADS = 16;

export interface FetchedImages {
  readonly images: readonly ReplyImage[];
  /** Why the last failed download failed. */
  readonly failed?: { readonly why: DownloadFailure; readonly host: string };
  /** The store's errors for images that it didn't accept. */
  readonly errors: readonly unknown[];
  /** The user stopped a download. The images are those that came before it. */
  readonly isStopped: boolean;
}

/**
 * Fetches the images that a reply points to into the store, one after the other. The tracker knows all
 * of their addresses before the first download starts, and forgets each only when its image is safe.
 *
 * @param links at most 16 count
 * @throws what the tracker's `expect` throws; other errors are values
 */
export async function fetchHosted(
  links: readonly HostedLink[],
  context: Pick<ReplyContext, 'download' | 'downloadTracker' | 'store' | 'signal'>,
): Promise<FetchedImages> {
  const { download, downloadTracker: tracker, store, signal } = context;
  const images: ReplyImage[] = [];
  const errors: unknown[] = [];
  let failed: FetchedImages['failed'];
  const known = new KnownPixels(links.length > 1);
  const wanted = links.slice(0, MAX_DOWNLOADS);
  // An address with another scheme can never be fetched, so tracking it is useless.
  await tracker?.expect(
    wanted.map(({ url }) => url).filter((url) => parseWebUrl(url) !== undefined),
  );
  for (const { url, shape } of wanted) {
    if (download === undefined || !URL.canParse(url)) {
      failed = { why: 'network', host: URL.canParse(url) ? new URL(url).host : '' };
      continue;
    }
    try {
      const result = await download(url, store, signal);
      if (!result.ok) {
        const { why, host, partialFile } = result;
        await tracker?.failed(url, why, partialFile);
        if (why === 'stopped') return { images, errors, isStopped: true };
        failed = { why, host };
        continue;
      }
      const keys = await known.keysOf(result.image, result.sink);
      if (known.has(keys)) {
        await result.sink.discard();
        await tracker?.arrived(url, undefined);
      } else {
        const { file } = await result.sink.close();
        images.push({ ...result.image, file, shape });
        known.add(keys);
        await tracker?.arrived(url, file);
      }
    } catch (error) {
      errors.push(error);
    }
  }
  return { images, errors, isStopped: false, ...(failed === undefined ? {} : { failed }) };
}
