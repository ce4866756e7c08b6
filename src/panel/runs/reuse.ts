import type { Ask } from '../ask/protocol.ts';
import { withRegion } from '../region/state.ts';
import type { RunInputs } from '../results/state.ts';
import type { PanelImage, SourcesEvent } from '../sources/state.ts';
import { runOptions, type PanelOptions } from './options.ts';

/** The inputs of an earlier run, of a result or of the history. */
export type ReusableInputs = Pick<
  RunInputs,
  | 'prompt'
  | 'model'
  | 'gateway'
  | 'aspectRatio'
  | 'imageSize'
  | 'size'
  | 'background'
  | 'images'
  | 'region'
>;

/**
 * Asks where to repeat a run that would now be charged elsewhere.
 *
 * @returns the gateway to use, empty for the one of the settings; undefined if the user declines
 */
export type AskWhere = (
  inputs: Pick<ReusableInputs, 'gateway'>,
) => Promise<Pick<PanelOptions, 'gateway'> | undefined>;

export interface ReuseParts {
  readonly askWhere: AskWhere;
  /** Asks for another model than the one that was used, at a gateway; without its id, at the one of the settings. Undefined: dismissed. */
  readonly pickModel: (gateway: string | undefined, used: string) => Promise<string | undefined>;
  /** Returns the images that still exist. */
  readonly findImages: (uris: readonly string[]) => Promise<readonly PanelImage[]>;
  readonly start: (options: PanelOptions) => Promise<void>;
  /** Fills in the form of the page. */
  readonly fill: (ask: Partial<Ask>) => void;
  readonly dispatch: (event: SourcesEvent) => void;
  /** Returns the URI of the first workspace folder. */
  readonly home: () => string | undefined;
}

export interface Reuse {
  /** Starts the same run again, or fills the panel in if an image is missing. Asks first if it would be charged elsewhere. */
  readonly tryAgain: (inputs: ReusableInputs) => Promise<void>;
  /** Like {@link tryAgain}, with another model that the user picks. The pick starts the run. */
  readonly tryModel: (inputs: ReusableInputs) => Promise<void>;
  /** Fills the panel in with the inputs, and with the images that still exist. */
  readonly fillIn: (inputs: ReusableInputs) => Promise<void>;
}

export function createReuse(parts: ReuseParts): Reuse {
  const { askWhere, pickModel, findImages, start, fill, dispatch, home } = parts;
  async function imagesOf({ images, region }: ReusableInputs): Promise<readonly PanelImage[]> {
    const found = await findImages(images);
    return found.map((image) =>
      image.uri === images[0] && region ? withRegion(image, region) : image,
    );
  }

  function show(inputs: ReusableInputs, images: readonly PanelImage[]): void {
    fill(askOf(inputs));
    dispatch({ kind: 'images-replaced', images });
  }

  async function repeat(
    inputs: ReusableInputs,
    modelAt: (gateway: string | undefined) => Promise<string | undefined>,
  ): Promise<void> {
    const images = await imagesOf(inputs);
    // With an image missing, the user sees what is left before anything is sent.
    if (images.length < inputs.images.length) {
      show(inputs, images);
      return;
    }
    const where = await askWhere(inputs);
    const model = where && (await modelAt(where.gateway));
    if (model === undefined) return;
    await start({ ...runOptions({ ...askOf(inputs), model }, images, home()), ...where });
  }

  return {
    tryAgain: (inputs) => repeat(inputs, async () => inputs.model),
    tryModel: (inputs) => repeat(inputs, (gateway) => pickModel(gateway, inputs.model)),
    fillIn: async (inputs) => {
      show(inputs, await imagesOf(inputs));
    },
  };
}

/** Names each choice, also one that the run didn't make: the form may hold another one. */
function askOf({ prompt, model, aspectRatio, imageSize, ...final }: ReusableInputs): Ask {
  const { size = '', background = 'opaque' } = final;
  return { prompt, model, aspectRatio, imageSize, size, background, count: 1 };
}
