import * as z from 'zod/mini';
import { Draft } from '../../../src/panel/ask/draftProtocol.ts';
import { parseExactSize } from '../../../src/assets/sizeText.ts';
import { requestForSize, type SizeRequest } from '../../../src/catalog/exactSize.ts';
import type { Ask, AskView, ModelView } from '../../../src/panel/ask/protocol.ts';

/** A part that is invalid doesn't take the others with it. */
const StoredDraft = z.extend(Draft, {
  prompt: z.catch(Draft.shape.prompt, ''),
  size: z.catch(Draft.shape.size, undefined),
  background: z.catch(Draft.shape.background, undefined),
  count: z.catch(Draft.shape.count, undefined),
  showsOptions: z.catch(Draft.shape.showsOptions, undefined),
  showsForm: z.catch(Draft.shape.showsForm, undefined),
  tab: z.catch(Draft.shape.tab, undefined),
});

/** Parses the state that VS Code keeps for the page; returns undefined if it keeps none. An invalid state becomes an empty draft. */
export function parseDraft(value: unknown): Draft | undefined {
  if (value === undefined) return undefined;
  return StoredDraft.safeParse(value).data ?? { prompt: '' };
}

/** A setting that the model does not support. */
export interface UnsupportedSetting {
  readonly setting: 'aspectRatio' | 'imageSize';
  readonly value: string;
}

/** The draft at the current gateway: what is chosen, and what the user can choose. */
export interface Choices extends Ask {
  readonly size: string;
  readonly background: 'opaque' | 'transparent';
  /** What an exact size requests. Undefined without one. */
  readonly requested: SizeRequest | undefined;
  readonly models: AskView['models'];
  readonly aspectRatios: readonly string[];
  readonly imageSizes: readonly string[];
  readonly status: ModelView['status'];
  readonly prices: ModelView['prices'];
  /** The run uses `auto` instead of these, and the page says so. */
  readonly unsupported: readonly UnsupportedSetting[];
  readonly limits: Pick<ModelView, 'inputTypes' | 'maxImages' | 'bestImages'>;
}

/** A ratio or size that the model does not support becomes `auto`, and comes back with a model that supports it. */
export function choices(
  draft: Draft,
  { models, anyModel, defaults }: Pick<AskView, 'models' | 'anyModel' | 'defaults'>,
): Choices {
  const id = draft.model ?? defaults.model;
  const listed = models.find((model) => model.id === id);
  const model: ModelView = listed ?? { id, label: id, ...anyModel };
  const { aspectRatios, imageSizes } = model;
  const supported = { aspectRatio: aspectRatios, imageSize: imageSizes };
  const { size = '', background = 'opaque' } = draft;
  const exact = parseExactSize(size);
  // An exact size comes before the settings.
  const usual = exact ? { aspectRatio: 'auto', imageSize: 'auto' } : defaults;
  const unsupported = (['aspectRatio', 'imageSize'] as const)
    .filter((setting) => draft[setting] === undefined)
    .map((setting) => ({ setting, value: usual[setting] }))
    .filter(({ setting, value }) => value !== '' && !supported[setting].includes(value));
  // The host chooses nothing for a model that isn't documented.
  const isDocumented = model.inputTypes !== undefined;
  const aspectRatio = orAuto(draft.aspectRatio ?? usual.aspectRatio, aspectRatios);
  const imageSize = orAuto(draft.imageSize ?? usual.imageSize, imageSizes);
  return {
    prompt: draft.prompt,
    model: id,
    models: listed ? models : [model, ...models],
    aspectRatio,
    aspectRatios,
    imageSize,
    imageSizes,
    size,
    background,
    requested:
      exact &&
      requestForSize(exact, {
        aspectRatios: offered(aspectRatio, isDocumented ? aspectRatios : []),
        imageSizes: offered(imageSize, isDocumented ? imageSizes : []),
      }),
    count: draft.count ?? 1,
    status: model.status,
    prices: model.prices,
    unsupported,
    limits: model,
  };
}

/** Returns the part that the host gets. */
export function toAsk(chosen: Choices): Ask {
  const { prompt, model, aspectRatio, imageSize, size, background, count } = chosen;
  return { prompt, model, aspectRatio, imageSize, size, background, count };
}

function offered(value: string, all: readonly string[]): readonly string[] {
  return value === 'auto' ? all : [value];
}

function orAuto(value: string, supported: readonly string[]): string {
  return supported.includes(value) ? value : 'auto';
}
