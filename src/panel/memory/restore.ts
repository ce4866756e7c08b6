import { randomUUID } from 'node:crypto';
import type { Translate } from '../../text/translate.ts';
import { failureCard } from '../failures/card.ts';
import type { FailureView } from '../failures/protocol.ts';
import { withRegion } from '../region/state.ts';
import type { PanelResult } from '../results/state.ts';
import type { PanelImage } from '../sources/state.ts';
import type { KnownImages, StoredPanel } from './memory.ts';
import type { RestoredEvent } from './state.ts';
import { restoredResult } from './storedResult.ts';

/**
 * Restores the panel of the last window, without files that no longer exist.
 *
 * @param findImages returns the images that exist, and reads only files that differ from the known ones
 */
export async function restoredPanel(
  stored: StoredPanel,
  findImages: (uris: readonly string[], known: KnownImages) => Promise<readonly PanelImage[]>,
  t: Translate,
): Promise<RestoredEvent> {
  const { images, looks: known = {}, regions = {}, results, prompts = [] } = stored;
  const { deletions = stored.deleted ? [stored.deleted] : [] } = stored;
  const { running = 0, free = false } = stored;
  const found = new Map<string, PanelImage>();
  const uris = [...images, ...results.flatMap(({ uri, source }) => [uri, source ?? uri])];
  for (const image of await findImages([...new Set(uris)], known)) found.set(image.uri, image);
  /** Gives an image an id of its own wherever it is listed. */
  const copy = (uri: string | undefined): PanelImage | undefined => {
    const image = uri === undefined ? undefined : found.get(uri);
    return image && { ...image, id: randomUUID() };
  };
  return {
    kind: 'restored',
    images: images.flatMap((uri) => {
      const image = copy(uri);
      if (image === undefined) return [];
      // A region belongs to the image that it was marked on, and a file of another size is another image.
      const isOther = known[uri] !== undefined && known[uri].bytes !== image.bytes;
      return [isOther ? image : withRegion(image, regions[uri] ?? [])];
    }),
    results: results.flatMap((result): PanelResult[] => {
      const image = copy(result.uri);
      return image === undefined ? [] : [restoredResult(result, image, copy(result.source))];
    }),
    deletions,
    prompts,
    ...(running > 0 ? { failure: cutOffRuns(running, free, t) } : {}),
  };
}

/** The end of runs is unknown if the window was closed or reloaded before it. */
function cutOffRuns(running: number, free: boolean, t: Translate): FailureView {
  const texts = [
    running === 1
      ? t('A run was in progress when the window was closed or reloaded.')
      : t('{0} runs were in progress when the window was closed or reloaded.', running),
    free ? t('Nothing was charged.') : t('You may have been charged.'),
    t('The history lists what was sent. Any images that arrived are in the unsaved results.'),
  ];
  return { id: randomUUID(), ...failureCard({ texts, actions: ['show-unsaved'] }, {}, t) };
}
