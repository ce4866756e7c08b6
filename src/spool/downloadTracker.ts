import type { DownloadTracker } from '../reply/types.ts';
import { carriesKey } from '../text/redact.ts';
import type { HostedRecord } from './record.ts';
import type { SpoolEntry } from './spoolEntry.ts';

/**
 * Records the addresses of a run's hosted images, on disk before the first download starts. The images are created and paid for,
 * so after a crash another window can download them.
 *
 * @param keys an address with one of these isn't recorded, because Easel never writes a key to a file
 */
export function downloadTracker(spool: SpoolEntry, keys: readonly string[]): DownloadTracker {
  let hosted: readonly HostedRecord[] = spool.hosted();

  async function change(next: readonly HostedRecord[]): Promise<void> {
    hosted = next;
    await spool.recordHosted(hosted);
  }

  function replaceRecord(url: string, by: readonly HostedRecord[]): readonly HostedRecord[] {
    return hosted.flatMap((each) => (each.url === url ? by : [each]));
  }

  /** Returns the incomplete images that earlier tries left. */
  function partialFiles(url: string): readonly string[] {
    return hosted.flatMap((each) =>
      each.url === url && each.file !== undefined ? [each.file] : [],
    );
  }

  async function longestFirst(files: readonly string[]): Promise<readonly string[]> {
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
      const [partial] = partialFiles(url);
      const record = { url, state: 'here' as const };
      await change(replaceRecord(url, file === undefined ? [] : [{ ...record, file }]));
      if (partial !== undefined) await spool.dropPayload(partial);
    },
    failed: async (url, why, partialFile) => {
      const partials = [...partialFiles(url), ...(partialFile ? [partialFile] : [])];
      const [longest, ...shorter] = await longestFirst(partials);
      const file = longest === undefined ? {} : { file: longest };
      await change(replaceRecord(url, [{ url, state: 'failed', why, ...file }]));
      for (const each of shorter) await spool.dropPayload(each);
    },
  };
}

/** Returns the images that can be downloaded: those that aren't here yet. */
export function pendingDownloads(hosted: readonly HostedRecord[]): readonly HostedRecord[] {
  return hosted.filter(({ state }) => state !== 'here');
}
