import * as z from 'zod/mini';
import { MAX_COUNT } from '../../run/plan/maxCount.ts';

export { MAX_COUNT } from '../../run/plan/maxCount.ts';

/** The messages, view, and strings of the form: prompt, model, and options. */

/** In UTF-16 units: at 3 bytes each in UTF-8 this stays well under 1 MiB. */
export const MAX_PROMPT_LENGTH = 200_000;

const Name = z.string().check(z.minLength(1), z.maxLength(200));

export const Ask = z.strictObject({
  prompt: z.string().check(z.maxLength(MAX_PROMPT_LENGTH)),
  model: Name,
  aspectRatio: Name,
  imageSize: Name,
  /** The exact size of the file, as the user wrote it. Empty: the size that the model returns. */
  size: z.optional(z.string().check(z.maxLength(40))),
  background: z.optional(z.enum(['opaque', 'transparent'])),
  /** Number of requests. */
  count: z.int().check(z.gte(1), z.lte(MAX_COUNT)),
});
/** The form of a run. The host adds the images. */
export type Ask = Readonly<z.infer<typeof Ask>>;

/** In UTF-16 units: the beginning of a prompt, of which a name has a few words. */
export const MAX_NAMING_LENGTH = 1000;
const NamingPrompt = z.string().check(z.maxLength(MAX_NAMING_LENGTH));

export const ASK_FROM_PANEL = [
  z.strictObject({ type: z.literal('choose-model') }),
  /** Asks where the result of this prompt goes. */
  z.strictObject({ type: z.literal('find-destination'), prompt: NamingPrompt }),
] as const;
export type AskFromPanel = Readonly<z.infer<(typeof ASK_FROM_PANEL)[number]>>;

export const Destination = z.union([
  z.object({
    /** The path of the folder, as VS Code shows it. */
    folder: z.string(),
    /** The file's name without its extension, which the gateway chooses; absent while it depends on a prompt that is still empty. */
    name: z.optional(z.string()),
  }),
  /** Why a setting names no place, or no name. */
  z.object({ problem: z.string() }),
  /** There is no place yet, and the page says what is missing. */
  z.object({ isMissing: z.literal(true) }),
]);
/** Where a result goes. */
export type Destination = Readonly<z.infer<typeof Destination>>;

export const ASK_TO_PANEL = [
  /** Fills in the form: a model that was picked outside of the panel, or the inputs of an earlier run. */
  z.object({ type: z.literal('fill'), ask: z.partial(Ask) }),
  /** Puts the focus into the prompt: the user opened the panel, which was already there. */
  z.object({ type: z.literal('focus-prompt') }),
  /** Where the result of a prompt goes. Each page shows the answer for its own prompt. */
  z.object({ type: z.literal('destination'), prompt: z.string(), destination: Destination }),
] as const;

export const Starter = z.object({
  operation: z.enum(['edit', 'generate']),
  label: z.string(),
  prompt: z.string(),
});
/** An example prompt. */
export type Starter = Readonly<z.infer<typeof Starter>>;

const StatusView = z.object({
  state: z.enum(['working', 'caution', 'down', 'retired', 'unknown']),
  /** The name of a codicon. */
  icon: z.string(),
  text: z.string(),
});
export type StatusView = Readonly<z.infer<typeof StatusView>>;

const ModelView = z.object({
  id: z.string(),
  label: z.string(),
  /** The choices of the model at the gateway, `auto` first. */
  aspectRatios: z.array(z.string()),
  imageSizes: z.array(z.string()),
  /** The MIME types and the number of images that the model accepts; absent for undocumented models. */
  inputTypes: z.optional(z.array(z.string())),
  maxImages: z.optional(z.number()),
  /** The number of images above which results get worse. */
  bestImages: z.optional(z.number()),
  /** The probable price of one image, in US dollars and as a sentence; only for sizes with a published price. */
  prices: z.optional(
    z.array(z.object({ size: z.string(), dollars: z.number(), sentence: z.string() })),
  ),
  /** The status of the routes to the model. */
  status: z.optional(z.object({ edit: StatusView, generate: StatusView })),
});
export type ModelView = Readonly<z.infer<typeof ModelView>>;

export const AskView = z.object({
  /** The label of the gateway; absent if none is selected. */
  gateway: z.optional(z.string()),
  /** Set if the gateway charges nothing. */
  free: z.optional(z.literal(true)),
  models: z.array(ModelView),
  /** The choices for a model id that is not documented. */
  anyModel: z.object({ aspectRatios: z.array(z.string()), imageSizes: z.array(z.string()) }),
  /** The values from the settings, used until the user chooses in the panel. */
  defaults: z.object({ model: z.string(), aspectRatio: z.string(), imageSize: z.string() }),
  /** Earlier prompts, newest first. */
  prompts: z.array(z.string()),
});
export type AskView = Readonly<z.infer<typeof AskView>>;

/** The size and the background of the file. */
export const FINAL_FILE_STRINGS = [
  'exactSize',
  'exactSizeHint',
  'exactSizeInvalid',
  'exactSizeRequested',
  'exactSizeByModel',
  'transparent',
  'transparentHint',
  'transparentShort',
  'regionKeepsSize',
] as const;

export const ASK_STRINGS = [
  'prompt',
  'promptForEdit',
  'promptForNew',
  'starters',
  'form',
  'options',
  'model',
  'otherModel',
  'aspectRatio',
  'imageSize',
  ...FINAL_FILE_STRINGS,
  'count',
  'requests',
  'requestsFree',
  'requestsCost',
  'runsAtOnce',
  'auto',
  'unsupportedSetting',
  'openSetting',
  'gateway',
  'noGateway',
  'changeGateway',
  'routeStatus',
  'retest',
  'run',
  'runHint',
  'refine',
  'refineHint',
  'refineKeys',
  'refineNothing',
  'refineSource',
  'refineMissing',
  'savesName',
  'savesNames',
  'savesIn',
  'openOutput',
] as const;
