import * as z from 'zod/mini';
import type { Action } from '../messages/message.ts';
import { Id } from '../page/id.ts';
import { RegionView } from './region/protocol.ts';

/** What the host shows in the panel, and what can be done with it; `panelProtocol.ts` sends it, and takes what was done. */

/** What can be done about a run that failed. */
export const FAILURE_ACTIONS = [
  'try-again',
  'send-again',
  'set-key',
  'choose-gateway',
  'choose-model',
  'edit-prompt',
  'open-site',
  'open-settings',
  'trust',
  'download-again',
  'show-unsaved',
  'save-anyway',
  'choose-folder',
  'show-log',
] as const satisfies readonly Action[];

/** What can be done with an image that is shown. */
export const IMAGE_ACTIONS = [
  'use-as-source',
  'reference',
  'try-again',
  'reuse',
  'open',
  'reveal',
  'compare',
  'copy-image',
  'copy-path',
  'save-as',
  'trash',
] as const;
export type ImageAction = (typeof IMAGE_ACTIONS)[number];

/** What can be done about something that is missing before a run. */
export const SETUP_ACTIONS = [
  'choose-gateway',
  'set-key',
  'trust',
  'open-folder',
  'route-status',
  'retest',
  'open-aspectRatio',
  'open-imageSize',
] as const;
export type SetupAction = (typeof SETUP_ACTIONS)[number];

const PHASES = ['connecting', 'sending', 'waiting', 'receiving', 'saving'] as const;
export type Phase = (typeof PHASES)[number];

const ImageView = z.object({
  id: Id,
  name: z.string(),
  /** Size in px, type and bytes as one line. */
  details: z.string(),
  /** An address that the webview may load; without it there is no preview, and `details` has to do. */
  src: z.optional(z.string()),
  /** The MIME type by the bytes. */
  mimeType: z.string(),
  /** For the source alone, and only where a region of it can be edited. */
  region: z.optional(RegionView),
});
export type ImageView = Readonly<z.infer<typeof ImageView>>;

const ResultView = z.extend(ImageView, {
  /** A small picture of it, quick to load; width and height are the large one's, in px. */
  preview: z.optional(z.object({ src: z.string(), width: z.number(), height: z.number() })),
  actions: z.array(z.enum(IMAGE_ACTIONS)),
  warnings: z.array(z.string()),
  /** What it was made from, where that can be drawn. */
  source: z.optional(z.object({ name: z.string(), src: z.string() })),
  /** What was asked, and model, gateway, time and tokens as one line; absent where nobody remembers. */
  made: z.optional(
    z.object({ prompt: z.string(), facts: z.string(), said: z.optional(z.string()) }),
  ),
});
export type ResultView = Readonly<z.infer<typeof ResultView>>;

const StatusView = z.object({
  state: z.enum(['working', 'caution', 'down', 'retired', 'unknown']),
  /** A codicon's name. */
  icon: z.string(),
  text: z.string(),
});
export type StatusView = Readonly<z.infer<typeof StatusView>>;

const ModelView = z.object({
  id: z.string(),
  label: z.string(),
  /** What the model has at the gateway, `auto` first. */
  aspectRatios: z.array(z.string()),
  imageSizes: z.array(z.string()),
  /** MIME types it takes, and how many images; absent where nobody documents it. */
  inputTypes: z.optional(z.array(z.string())),
  mostImages: z.optional(z.number()),
  /** What one image probably costs, in US dollars and as a sentence; only sizes whose price is published. */
  prices: z.optional(
    z.array(z.object({ size: z.string(), dollars: z.number(), says: z.string() })),
  ),
  /** With more than these the result suffers. */
  bestImages: z.optional(z.number()),
  /** What is known of the routes to it, by operation. */
  status: z.optional(z.object({ edit: StatusView, generate: StatusView })),
});
export type ModelView = Readonly<z.infer<typeof ModelView>>;

const SetupView = z.object({ action: z.enum(SETUP_ACTIONS), text: z.string(), label: z.string() });
export type SetupView = Readonly<z.infer<typeof SetupView>>;

export const RunView = z.object({
  id: Id,
  phase: z.enum(PHASES),
  line: z.string(),
  /** Its beginning. */
  prompt: z.string(),
  /** Which of several requests this is: `2 of 3`. */
  part: z.optional(z.string()),
  /** Nothing is charged for it. */
  free: z.optional(z.literal(true)),
});
export type RunView = Readonly<z.infer<typeof RunView>>;

const FailureView = z.object({
  id: Id,
  /** The user stopped it, which is no failure. */
  cancelled: z.optional(z.literal(true)),
  /** The beginning of what was asked; absent where nobody remembers. */
  prompt: z.optional(z.string()),
  text: z.string(),
  actions: z.array(z.object({ action: z.enum(FAILURE_ACTIONS), label: z.string() })),
  /** The words on the button of another route. */
  offer: z.optional(z.string()),
});
export type FailureView = Readonly<z.infer<typeof FailureView>>;

export const HostView = z.object({
  /** The gateway's label; absent while none is chosen. */
  gateway: z.optional(z.string()),
  /** Nothing is charged there. */
  free: z.optional(z.literal(true)),
  models: z.array(ModelView),
  /** What an id that nobody documents may be asked for. */
  anyModel: z.object({ aspectRatios: z.array(z.string()), imageSizes: z.array(z.string()) }),
  /** What the settings say, until the user chooses something else here. */
  defaults: z.object({ model: z.string(), aspectRatio: z.string(), imageSize: z.string() }),
  setup: z.optional(SetupView),
  /** The first is the source, the others are references. */
  images: z.array(ImageView),
  runs: z.array(RunView),
  /** The newest first. */
  results: z.array(ResultView),
  failures: z.array(FailureView),
  /** What was asked before, the newest first. */
  prompts: z.array(z.string()),
});
/** Everything the host has to show. */
export type HostView = Readonly<z.infer<typeof HostView>>;
