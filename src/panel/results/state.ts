import type { Strokes } from '../../image/region/strokes.ts';
import type { Changes } from '../changes.ts';
import type { PanelImage, SourcesState } from '../sources/state.ts';
import type { Mark } from './protocol.ts';

/** The inputs of a run: enough to start it again. */
export interface RunInputs {
  readonly prompt: string;
  readonly model: string;
  /** The id of the gateway. Absent for results of earlier versions. */
  readonly gateway?: string | undefined;
  readonly aspectRatio: string;
  readonly imageSize: string;
  readonly size?: string | undefined;
  readonly background?: 'transparent' | undefined;
  /** URIs; the first is the source. */
  readonly images: readonly string[];
  /** The region of the source. */
  readonly region?: Strokes | undefined;
  /** Model, gateway, time, and tokens in one line. */
  readonly facts: string;
  /** The text that the model sent along with its image. */
  readonly remark?: string | undefined;
  readonly warnings: readonly string[];
}

/** A small image in Easel's own storage. */
export interface Preview {
  readonly uri: string;
  /** The size of the full image in px. */
  readonly width: number;
  readonly height: number;
}

export interface PanelResult extends PanelImage {
  /** Not stored with the panel, since the file can change between windows. */
  readonly preview?: Preview;
  /** Absent for a new image. */
  readonly source?: PanelImage;
  /** Absent if they were not stored. */
  readonly inputs?: RunInputs;
  /** The id of the panel's run that made it. */
  readonly run?: string;
  readonly mark?: Mark;
  /** The file was deleted, or moved outside of VS Code. Not stored with the panel. */
  readonly isMissing?: boolean;
}

export interface ResultsState {
  /** Newest first, including those of earlier windows. */
  readonly results: readonly PanelResult[];
}

export interface MarkChange {
  readonly flag?: Mark['flag'] | 'none';
  readonly stars?: number | undefined;
}

export type ResultsEvent =
  | { readonly kind: 'run-arrived'; readonly results: readonly PanelResult[] }
  /** `none` and 0 take a mark away; what is missing stays. */
  | ({ readonly kind: 'images-marked'; readonly ids: readonly string[] } & MarkChange)
  /** The file was deleted. */
  | { readonly kind: 'image-gone'; readonly id: string }
  /** `standIn`: what the page can draw instead of the file; undefined if there is nothing. */
  | { readonly kind: 'stand-in'; readonly uri: string; readonly standIn: string | undefined };

/** The strip has room for these. Older results are in the history. */
export const MAX_RESULTS = 60;

export const resultsChanges: Changes<ResultsState & SourcesState, ResultsEvent> = {
  'run-arrived': ({ results }, event) => {
    const arrived = new Set(event.results.map(({ uri }) => uri));
    // The history can have been faster.
    const others = results.filter(({ uri }) => !arrived.has(uri));
    return { results: [...event.results, ...others].slice(0, MAX_RESULTS) };
  },
  'images-marked': ({ results }, event) => ({
    results: results.map((result) =>
      event.ids.includes(result.id) ? marked(result, event) : result,
    ),
  }),
  'image-gone': (state, { id }) => {
    const uri = findImage(state, id)?.uri;
    return uri === undefined ? state : withoutFiles(state, [uri]);
  },
  'stand-in': ({ images, results }, { uri, standIn }) => {
    const found = standIn === undefined ? ({ hasNoStandIn: true } as const) : { standIn };
    const add = <T extends PanelImage>(image: T): T =>
      image.uri === uri ? { ...image, ...found } : image;
    return {
      images: images.map(add),
      results: results.map((result) =>
        result.source?.uri === uri ? { ...result, source: add(result.source) } : result,
      ),
    };
  },
};

/** Returns the image or result with an id, if the host has given that id to the page and the image is still in a list. */
export function findImage(
  { results, images }: ResultsState & SourcesState,
  id: string,
): PanelImage | PanelResult | undefined {
  return [...results, ...images].find((image) => image.id === id);
}

function marked(result: PanelResult, change: MarkChange): PanelResult {
  const { mark, ...rest } = result;
  const { flag = mark?.flag ?? 'none', stars = mark?.stars ?? 0 } = change;
  const next = { ...(flag !== 'none' && { flag }), ...(stars > 0 && { stars }) };
  return Object.keys(next).length === 0 ? rest : { ...rest, mark: next };
}

/** Removes files from both lists. */
export function withoutFiles(
  { images, results }: ResultsState & SourcesState,
  uris: readonly string[],
): ResultsState & SourcesState {
  const others = <T extends PanelImage>(all: readonly T[]) =>
    all.filter(({ uri }) => !uris.includes(uri));
  return {
    images: others(images),
    results: others(results).map((result) => {
      // Without its source a result can't be compared.
      const { source, ...rest } = result;
      return source !== undefined && uris.includes(source.uri) ? rest : result;
    }),
  };
}
