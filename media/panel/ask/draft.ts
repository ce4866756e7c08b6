import * as z from 'zod/mini';
import { LONGEST_PROMPT, MOST_REQUESTS, type Ask } from '../../../src/panel/protocol.ts';
import type { HostView, ModelView } from '../../../src/panel/viewProtocol.ts';
import { Looking } from '../outcome/tab.ts';

const Draft = z.object({
  prompt: z.catch(z.string().check(z.maxLength(LONGEST_PROMPT)), ''),
  model: z.optional(z.string()),
  aspectRatio: z.optional(z.string()),
  imageSize: z.optional(z.string()),
  count: z.catch(z.optional(z.int().check(z.gte(1), z.lte(MOST_REQUESTS))), undefined),
  looking: z.catch(z.optional(Looking), undefined),
});
/** What the user has entered so far, and looks at. What was not chosen here follows the settings. */
export type Draft = Readonly<z.infer<typeof Draft>>;

/** Whatever VS Code kept for the panel; garbage comes to an empty draft. */
export function parseDraft(value: unknown): Draft {
  return Draft.safeParse(value).data ?? { prompt: '' };
}

/** A setting that is not followed, and what it says. */
export interface Unheeded {
  readonly setting: 'aspectRatio' | 'imageSize';
  readonly value: string;
}

/** A draft as it stands at the current gateway: what is chosen, and what there is to choose. */
export interface Choices extends Ask {
  readonly models: HostView['models'];
  readonly aspectRatios: readonly string[];
  readonly imageSizes: readonly string[];
  readonly status: ModelView['status'];
  readonly prices: ModelView['prices'];
  /** What the settings ask for and this model lacks: `auto` is used, and that is said. */
  readonly unheeded: readonly Unheeded[];
  readonly limits: Pick<ModelView, 'inputTypes' | 'mostImages' | 'bestImages'>;
}

/** A ratio or size that the model does not have falls back to `auto`, and comes back with a model that has it. */
export function choices(draft: Draft, view: HostView): Choices {
  const model = draft.model ?? view.defaults.model;
  const listed = view.models.find(({ id }) => id === model);
  const own: ModelView = listed ?? { id: model, label: model, ...view.anyModel };
  const { aspectRatios, imageSizes } = own;
  const offers = { aspectRatio: aspectRatios, imageSize: imageSizes };
  const unheeded = (['aspectRatio', 'imageSize'] as const)
    .filter((setting) => draft[setting] === undefined)
    .map((setting) => ({ setting, value: view.defaults[setting] }))
    .filter(({ setting, value }) => value !== '' && !offers[setting].includes(value));
  return {
    prompt: draft.prompt,
    model,
    models: listed ? view.models : [own, ...view.models],
    aspectRatio: offered(draft.aspectRatio ?? view.defaults.aspectRatio, aspectRatios),
    aspectRatios,
    imageSize: offered(draft.imageSize ?? view.defaults.imageSize, imageSizes),
    imageSizes,
    count: draft.count ?? 1,
    status: own.status,
    prices: own.prices,
    unheeded,
    limits: own,
  };
}

/** What goes to the host. */
export function toAsk({ prompt, model, aspectRatio, imageSize, count }: Choices): Ask {
  return { prompt, model, aspectRatio, imageSize, count };
}

function offered(value: string, among: readonly string[]): string {
  return among.includes(value) ? value : 'auto';
}
