import type { PanelImage } from '../sources/state.ts';
import type { PanelState } from '../state.ts';
import type { KnownImage, StoredPanel } from './memory.ts';
import { storedResult } from './storedResult.ts';

/** Returns what to store of the panel. */
export function storedPanel({
  images,
  results,
  prompts,
  runs,
  deletions,
}: PanelState): StoredPanel {
  // The last entry of a file wins: for images that can be the source, it is known whether a region can be marked.
  const known = [...results, ...results.flatMap(({ source }) => source ?? []), ...images];
  return {
    images: images.map(({ uri }) => uri),
    looks: Object.fromEntries(known.map((image) => [image.uri, knownImage(image)])),
    regions: Object.fromEntries(
      images.flatMap(({ uri, region }) => (region ? [[uri, [...region]]] : [])),
    ),
    results: results.map(storedResult),
    deletions: [...deletions],
    prompts: [...prompts],
    ...runningRuns(runs),
  };
}

/** Returns whether two states differ in anything that is stored. Most events change nothing of it. */
export function differsInStorage(before: PanelState, after: PanelState): boolean {
  const [was, is] = [runningRuns(before.runs), runningRuns(after.runs)];
  return (
    before.images !== after.images ||
    before.results !== after.results ||
    before.deletions !== after.deletions ||
    before.prompts !== after.prompts ||
    was.running !== is.running ||
    was.free !== is.free
  );
}

function knownImage(image: PanelImage): KnownImage {
  const { bytes, details, canPreview, mimeType, photo, markable } = image;
  const facts = { ...(photo && { photo }), ...(markable && { markable }) };
  return { bytes, details, canPreview, mimeType, ...facts };
}

function runningRuns(runs: PanelState['runs']): Pick<StoredPanel, 'running' | 'free'> {
  const isFree = runs.length > 0 && runs.every(({ free }) => free);
  return { running: runs.length, ...(isFree && { free: true }) };
}
