import * as z from 'zod/mini';
import { MOST_DROPPED } from './sources/drop.ts';
import { Id } from '../page/id.ts';
import { HISTORY_FROM_PANEL, HISTORY_TO_PANEL } from './history/protocol.ts';
import { PROMPTS_FROM_PANEL, PROMPTS_TO_PANEL } from './prompts/protocol.ts';
import { RESULTS_FROM_PANEL, RESULTS_TO_PANEL } from './results/protocol.ts';
import { REGION_FROM_PANEL } from './region/protocol.ts';
import { STRING_NAMES } from './stringsProtocol.ts';
import {
  FAILURE_ACTIONS,
  HostView,
  IMAGE_ACTIONS,
  RunView,
  SETUP_ACTIONS,
} from './viewProtocol.ts';

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

const Name = z.string().check(z.minLength(1), z.maxLength(200));

const Addresses = z
  .array(z.string().check(z.maxLength(4096)))
  .check(z.minLength(1), z.maxLength(MOST_DROPPED));
const Bytes = z
  .instanceof(Uint8Array)
  .check(z.refine(({ byteLength }) => byteLength > 0 && byteLength <= MOST_PASTED_BYTES));

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
  z.strictObject({ type: z.literal('follow'), failure: Id, action: z.enum(FAILURE_ACTIONS) }),
  /** The same run on the route that its failure offers. */
  z.strictObject({ type: z.literal('take-offer'), failure: Id }),
  z.strictObject({ type: z.literal('dismiss'), failure: Id }),
  ...HISTORY_FROM_PANEL,
  ...RESULTS_FROM_PANEL,
  ...PROMPTS_FROM_PANEL,
  ...REGION_FROM_PANEL,
]);
export type FromPanel = Readonly<z.infer<typeof FromPanel>>;

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
