import type { PixelClient } from '../../image/jobs/pixelClient.ts';
import { inspectImage } from '../../image/formats/inspect.ts';
import type { ResultsEvent, ResultsState } from '../results/state.ts';
import type { PanelImage, SourcesState } from './state.ts';

/** The longest side in px: sharp in the widest panel. */
const MAX_SIDE = 2048;

export interface StandInsParts {
  readonly pixels: Pick<PixelClient, 'run'>;
  readonly read: (uri: string) => Promise<Uint8Array>;
  /** Writes a file to Easel's own storage. @param extension without a dot, @returns its URI */
  readonly write: (file: Uint8Array, extension: string) => Promise<string>;
  readonly dispatch: (event: ResultsEvent) => void;
}

/** Tells whether the page can't draw an image, but Easel may have pixels of it. */
export function needsStandIn({ canPreview, markable, standIn, hasNoStandIn }: PanelImage): boolean {
  return !canPreview && markable !== undefined && standIn === undefined && !hasNoStandIn;
}

/** Makes small images of sources whose type no browser draws, such as TIFF, in the pixel worker. */
export class StandIns {
  readonly #parts: StandInsParts;
  /** By the size and URI of the files. */
  readonly #known = new Map<string, Promise<string | undefined>>();
  readonly #pending = new Set<string>();

  constructor(parts: StandInsParts) {
    this.#parts = parts;
  }

  /** Makes what the images of a state need. Each one is dispatched when it is ready. */
  readonly update = ({ images, results }: SourcesState & ResultsState): void => {
    const shown = [...images, ...results.flatMap(({ source }) => source ?? [])];
    // One image can be in several places.
    const needed = new Map(shown.filter(needsStandIn).map((image) => [image.uri, image]));
    for (const image of needed.values()) void this.#show(image);
  };

  async #show({ uri, bytes }: PanelImage): Promise<void> {
    const key = `${bytes} ${uri}`;
    if (this.#pending.has(key)) return;
    this.#pending.add(key);
    const making = this.#known.get(key) ?? this.#make(uri);
    this.#known.set(key, making);
    const standIn = await making;
    this.#pending.delete(key);
    this.#parts.dispatch({ kind: 'stand-in', uri, standIn });
  }

  /** Returns undefined for a file that can't be decoded: a run says what is wrong with it. */
  async #make(uri: string): Promise<string | undefined> {
    const { pixels, read, write } = this.#parts;
    try {
      const { file } = await pixels.run('prepare', {
        file: await read(uri),
        preparation: { kind: 'encode', side: MAX_SIDE },
        isPrivate: true,
      });
      return await write(file, inspectImage(file)?.extension ?? 'png');
    } catch {
      return undefined;
    }
  }
}
