import type { DownloadTracker } from '../reply/types.ts';
import type { HostedRecord } from './record.ts';
import { carriesKey } from '../text/redact.ts';
import type { SpoolEntry } from './spool.ts';

/**
 * Keeps the addresses of a run's hosted images in its record, on disk before the first is fetched: what is made and
 * paid for can be fetched again by whoever reads the record.
 *
 * @param keys an address that carries one is not written down: no file of ours has a key in it
 */
export function downloadTracker(spool: SpoolEntry, keys: readonly string[]): DownloadTracker {
  let hosted: readonly HostedRecord[] = spool.hosted();

  async function change(next: readonly HostedRecord[]): Promise<void> {
    hosted = next;
    await spool.recordHosted(hosted);
  }

  function replaced(url: string, by: readonly HostedRecord[]): readonly HostedRecord[] {
    return hosted.flatMap((one) => (one.url === url ? by : [one]));
  }

  /** What earlier tries brought. */
  function piecesOf(url: string): readonly string[] {
    return hosted.flatMap((one) => (one.url === url && one.file !== undefined ? [one.file] : []));
  }

  async function byLength(files: readonly string[]): Promise<readonly string[]> {
    const measured = files.map(async (file) => ({ file, size: await spool.sizeOf(file) }));
    const sorted = (await Promise.all(measured)).sort((one, other) => other.size - one.size);
    return sorted.map(({ file }) => file);
  }

  return {
    expect: async (urls) => {
      const known = new Set(hosted.map(({ url }) => url));
      const added = urls.filter((url) => !known.has(url) && !carriesKey(url, keys));
      if (added.length === 0) return;
      await change([...hosted, ...added.map((url) => ({ url, state: 'waiting' as const }))]);
    },
    arrived: async (url, file) => {
      const [piece] = piecesOf(url);
      const here = { url, state: 'here' as const };
      await change(replaced(url, file === undefined ? [] : [{ ...here, file }]));
      if (piece !== undefined) await spool.dropPayload(piece);
    },
    failed: async (url, why, piece) => {
      const [longest, ...shorter] = await byLength([...piecesOf(url), ...(piece ? [piece] : [])]);
      const file = longest === undefined ? {} : { file: longest };
      await change(replaced(url, [{ url, state: 'failed', why, ...file }]));
      for (const each of shorter) await spool.dropPayload(each);
    },
  };
}

/** What can be fetched again. */
export function pendingDownloads(hosted: readonly HostedRecord[]): readonly HostedRecord[] {
  return hosted.filter(({ state }) => state !== 'here');
}
