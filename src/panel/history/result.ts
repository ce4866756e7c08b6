import { MAX_PROMPT_LENGTH, type HistoryEntry, type HistoryResult } from '../../history/history.ts';
import { resultOf, type HistoryItem } from '../../history/items.ts';
import { mimeTypeOf } from '../../image/formats/inspect.ts';
import { canPreview, imageDetails } from '../../image/preview/canPreview.ts';
import { sanitize } from '../../text/sanitize.ts';
import type { KnownImages } from '../memory/memory.ts';
import type { PanelResult, RunInputs } from '../results/state.ts';
import type { ReusableInputs } from '../runs/reuse.ts';
import type { PanelImage } from '../sources/state.ts';

/** Finds the images that exist. @param known facts of images; a file that still has its size is not read again */
export type FindImages = (
  uris: readonly string[],
  known: KnownImages,
) => Promise<readonly PanelImage[]>;

/**
 * Returns images of the history as results of the panel. Items without a file are left out.
 *
 * @param facts returns what to say about a run in one line
 */
export async function resultsOf(
  items: readonly HistoryItem[],
  find: FindImages,
  facts: (entry: HistoryEntry) => string,
): Promise<readonly PanelResult[]> {
  const made = items.flatMap((item) => {
    const result = resultOf(item);
    return result === undefined ? [] : [{ entry: item.entry, result }];
  });
  const known = Object.fromEntries(made.flatMap(({ result }) => knownImage(result)));
  const images = await findAll(
    made.map(({ result }) => result.uri),
    find,
    known,
  );
  const sources = await findAll(
    made
      .filter(({ result }) => images.has(result.uri))
      .flatMap(({ entry }) => entry.images[0] ?? []),
    find,
    known,
  );
  return made.flatMap(({ entry, result }): PanelResult[] => {
    const image = images.get(result.uri);
    const source = sources.get(entry.images[0] ?? '');
    const inputs = storedInputs(entry, facts);
    if (image === undefined) return [];
    return [
      {
        ...image,
        ...(source && { source }),
        ...(inputs && { inputs }),
        ...(result.mark && { mark: result.mark }),
      },
    ];
  });
}

/** Returns what an entry tells about the inputs of its run. Of a long prompt, it is only the beginning. */
export function reusableInputs(entry: HistoryEntry): ReusableInputs {
  const { prompt, model, gateway, aspectRatio = 'auto', imageSize = 'auto' } = entry;
  const { images, region, size, background } = entry;
  return {
    prompt,
    model,
    gateway,
    aspectRatio,
    imageSize,
    ...(size !== undefined && { size }),
    ...(background && { background }),
    images,
    ...(region && { region }),
  };
}

/** Returns the inputs of a run; undefined where not all of them were stored: a run without them would be another one. */
export function storedInputs(
  entry: HistoryEntry,
  facts: (entry: HistoryEntry) => string,
): RunInputs | undefined {
  const { prompt, region, warnings, remark } = entry;
  if (prompt.length >= MAX_PROMPT_LENGTH || region?.length === 0) return undefined;
  return {
    ...reusableInputs(entry),
    facts: facts(entry),
    ...(remark !== undefined && { remark: sanitize(remark) }),
    warnings: warnings.map((warning) => sanitize(warning)),
  };
}

async function findAll(
  uris: readonly string[],
  find: FindImages,
  known: KnownImages,
): Promise<ReadonlyMap<string, PanelImage>> {
  const images = await find([...new Set(uris)], known);
  return new Map(images.map((image) => [image.uri, image]));
}

function knownImage({
  uri,
  size,
  width,
  height,
  type,
}: HistoryResult): [string, KnownImages[string]][] {
  if (size === undefined || width === undefined || height === undefined || type === undefined)
    return [];
  const facts = { type, width, height };
  const details = imageDetails(facts, size);
  return [
    [uri, { bytes: size, details, canPreview: canPreview(facts), mimeType: mimeTypeOf(type) }],
  ];
}
