import type { Strokes } from '../../image/region/strokes.ts';
import type { Changes } from '../changes.ts';
import type { PanelImage, SourcesState } from '../sources/state.ts';

/** The inputs of a run: enough to start it again. */
export interface RunInputs {
  readonly prompt: string;
  readonly model: string;
  readonly aspectRatio: string;
  readonly imageSize: string;
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
}

export interface ResultsState {
  /** Newest first, including those of earlier windows. */
  readonly results: readonly PanelResult[];
}

export type ResultsEvent =
  | { readonly kind: 'run-arrived'; readonly results: readonly PanelResult[] }
  /** The file was deleted. */
  | { readonly kind: 'image-gone'; readonly id: string }
  /** `standIn`: what the page can draw instead of the file; undefined if there is nothing. */
  | { readonly kind: 'stand-in'; readonly uri: string; readonly standIn: string | undefined };

/** The panel forgets older results. Their files stay. */
const MAX_RESULTS = 30;

export const resultsChanges: Changes<ResultsState & SourcesState, ResultsEvent> = {
  'run-arrived': ({ results }, event) => ({
    results: [...event.results, ...results].slice(0, MAX_RESULTS),
  }),
  'image-gone': (state, { id }) => withoutFile(state, findImage(state, id)?.uri),
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

function withoutFile(
  { images, results }: ResultsState & SourcesState,
  uri: string | undefined,
): ResultsState & SourcesState {
  const others = <T extends PanelImage>(all: readonly T[]) =>
    all.filter((image) => image.uri !== uri);
  return {
    images: others(images),
    results: others(results).map((result) => {
      // Without its source a result can't be compared.
      const { source, ...rest } = result;
      return source?.uri === uri ? rest : result;
    }),
  };
}
