import { LONGEST_PROMPT } from '../../history/history.ts';
import type { Look, StoredPanel } from './memory.ts';
import type { PanelImage, PanelResult, PanelState } from '../state.ts';

/** What outlives the window. */
export function toRemember({ images, results, prompts, runs }: PanelState): StoredPanel {
  // The last of one file counts: of those that can be the source it is known whether they can be marked.
  const shown = [...results, ...results.flatMap(({ source }) => source ?? []), ...images];
  return {
    images: images.map(({ uri }) => uri),
    looks: Object.fromEntries(shown.map((image) => [image.uri, lookOf(image)])),
    regions: Object.fromEntries(
      images.flatMap(({ uri, region }) => (region ? [[uri, [...region]]] : [])),
    ),
    results: results.map(rememberedResult),
    prompts: [...prompts],
    ...goingOn(runs),
  };
}

/** Whether anything that outlives the window is another than before: most of what happens is not. */
export function isToRemember(before: PanelState, after: PanelState): boolean {
  const [was, is] = [goingOn(before.runs), goingOn(after.runs)];
  return (
    before.images !== after.images ||
    before.results !== after.results ||
    before.prompts !== after.prompts ||
    was.running !== is.running ||
    was.free !== is.free
  );
}

function lookOf({ bytes, details, canPreview, mimeType, markable }: PanelImage): Look {
  return { bytes, details, canPreview, mimeType, ...(markable && { markable }) };
}

function rememberedResult({ uri, source, made }: PanelResult): StoredPanel['results'][number] {
  // A prompt that was cut would ask for something else, so a result of a very long one is remembered without it.
  const isKept = made !== undefined && made.prompt.length <= LONGEST_PROMPT;
  return { uri, ...(source && { source: source.uri }), ...(isKept && { made }) };
}

function goingOn(runs: PanelState['runs']): Pick<StoredPanel, 'running' | 'free'> {
  const isFree = runs.length > 0 && runs.every(({ free }) => free);
  return { running: runs.length, ...(isFree && { free: true }) };
}
