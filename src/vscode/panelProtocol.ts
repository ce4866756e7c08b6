import * as z from 'zod/mini';
import type { Action } from '../run/message.ts';
import { MOST_DROPPED } from './panelDrop.ts';
import { HISTORY_FROM_PANEL, HISTORY_TO_PANEL } from './panelHistoryProtocol.ts';
import { PROMPTS_FROM_PANEL, PROMPTS_TO_PANEL } from './panelPromptsProtocol.ts';
import { RESULTS_FROM_PANEL, RESULTS_TO_PANEL } from './panelResultsProtocol.ts';
import { REGION_FROM_PANEL, RegionView } from './panelRegionProtocol.ts';
import { STRING_NAMES } from './panelStringNames.ts';

/**
 * The messages between the panel and its host, parsed on arrival on both sides; what does not parse is dropped.
 * The panel names images by ids that the host handed out. The one address that comes from it is that of a file the user
 * dropped, and the host takes none outside the workspace.
 */

/** The longest prompt the panel sends, in UTF-16 units: at 3 bytes each in UTF-8, well under 1 MiB. */
export const LONGEST_PROMPT = 200_000;

/** So many runs go on at once; a run of several requests sends them one after the other, and counts as one. */
export const MOST_RUNNING = 3;

/** As many as RunOptions allow. */
export const MOST_REQUESTS = 8;

/** Of a pasted picture: what the models' pages allow for one inline image. */
export const MOST_PASTED_BYTES = 20 * 1024 * 1024;

const Id = z.string().check(z.minLength(1), z.maxLength(64));
const Name = z.string().check(z.minLength(1), z.maxLength(200));

const Addresses = z
  .array(z.string().check(z.maxLength(4096)))
  .check(z.minLength(1), z.maxLength(MOST_DROPPED));
const Bytes = z
  .instanceof(Uint8Array)
  .check(z.refine(({ byteLength }) => byteLength > 0 && byteLength <= MOST_PASTED_BYTES));

const ACTIONS = [
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
const SETUP_ACTIONS = [
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

const Ask = z.strictObject({
  prompt: z.string().check(z.maxLength(LONGEST_PROMPT)),
  model: Name,
  aspectRatio: Name,
  imageSize: Name,
  /** So many requests. */
  count: z.int().check(z.gte(1), z.lte(MOST_REQUESTS)),
});
/** What the panel asks for; the images of the run are the host's to add. */
export type Ask = Readonly<z.infer<typeof Ask>>;

const FromPanel = z.discriminatedUnion('type', [
  /** The panel can take messages now: after a start, a reload, or coming back into view. */
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('run'), ask: Ask }),
  z.strictObject({ type: z.literal('cancel'), run: Id }),
  z.strictObject({ type: z.literal('cancel-all') }),
  z.strictObject({ type: z.literal('choose-images'), role: z.enum(['source', 'reference']) }),
  z.strictObject({ type: z.literal('remove-image'), image: Id }),
  /** To a place in the list; the first is the source. */
  z.strictObject({ type: z.literal('move-image'), image: Id, to: z.int().check(z.gte(0)) }),
  z.strictObject({ type: z.literal('drop-images'), addresses: Addresses }),
  z.strictObject({ type: z.literal('paste-image'), bytes: Bytes }),
  z.strictObject({ type: z.literal('image'), image: Id, action: z.enum(IMAGE_ACTIONS) }),
  z.strictObject({ type: z.literal('choose-model') }),
  z.strictObject({ type: z.literal('set-up'), action: z.enum(SETUP_ACTIONS) }),
  /** A button of a failure that is shown. */
  z.strictObject({ type: z.literal('follow'), failure: Id, action: z.enum(ACTIONS) }),
  /** The same run on the route that its failure offers. */
  z.strictObject({ type: z.literal('take-offer'), failure: Id }),
  z.strictObject({ type: z.literal('dismiss'), failure: Id }),
  ...HISTORY_FROM_PANEL,
  ...RESULTS_FROM_PANEL,
  ...PROMPTS_FROM_PANEL,
  ...REGION_FROM_PANEL,
]);
export type FromPanel = Readonly<z.infer<typeof FromPanel>>;

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

const RunView = z.object({
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
  actions: z.array(z.object({ action: z.enum(ACTIONS), label: z.string() })),
  /** The words on the button of another route. */
  offer: z.optional(z.string()),
});
export type FailureView = Readonly<z.infer<typeof FailureView>>;

const HostView = z.object({
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

const Starter = z.object({
  operation: z.enum(['edit', 'generate']),
  label: z.string(),
  prompt: z.string(),
});
/** A prompt to begin with. */
export type Starter = Readonly<z.infer<typeof Starter>>;

const ToPanel = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('strings'),
    strings: z.record(z.enum(STRING_NAMES), z.string()),
    starters: z.array(Starter),
  }),
  z.object({ type: z.literal('view'), view: HostView }),
  z.object({ type: z.literal('progress'), run: RunView }),
  /** What was chosen outside the panel, or comes from an earlier run. */
  z.object({ type: z.literal('filled'), ask: z.partial(Ask) }),
  ...HISTORY_TO_PANEL,
  ...RESULTS_TO_PANEL,
  ...PROMPTS_TO_PANEL,
]);
export type ToPanel = Readonly<z.infer<typeof ToPanel>>;

/** The host's side: undefined for whatever the panel could not have meant. Never throws. */
export function parseFromPanel(value: unknown): FromPanel | undefined {
  return parsed(FromPanel, value);
}

/** The panel's side. Never throws. */
export function parseToPanel(value: unknown): ToPanel | undefined {
  return parsed(ToPanel, value);
}

function parsed<T extends z.ZodMiniType>(schema: T, value: unknown): z.infer<T> | undefined {
  try {
    return schema.safeParse(value).data;
  } catch {
    // A value with a getter or a proxy that throws: structured clone does not make any, a test does.
    return undefined;
  }
}
