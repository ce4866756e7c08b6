import * as z from 'zod/mini';
import { Id } from '../../page/id.ts';
import { Ask } from '../ask/protocol.ts';

/** The messages, view, and strings of the runs in progress. */

/** Runs in progress at once. A run of several requests counts as one. */
export const MAX_RUNNING = 3;

export const RUNS_FROM_PANEL = [
  /** `on`: the result that becomes the source of this run, and of the next ones. */
  z.strictObject({ type: z.literal('run'), ask: Ask, on: z.optional(Id) }),
  z.strictObject({ type: z.literal('cancel'), run: Id }),
  z.strictObject({ type: z.literal('cancel-all') }),
] as const;
export type RunsFromPanel = Readonly<z.infer<(typeof RUNS_FROM_PANEL)[number]>>;

const PHASES = ['connecting', 'sending', 'waiting', 'receiving', 'saving'] as const;
export type Phase = (typeof PHASES)[number];

const PART_STATES = ['waiting', 'running', 'done', 'failed'] as const;

/** One request of a run. */
const PartView = z.object({
  phase: z.enum(PHASES),
  line: z.string(),
  state: z.enum(PART_STATES),
});
export type PartView = Readonly<z.infer<typeof PartView>>;

const RunView = z.object({
  id: Id,
  /** The phase of the run's only request, or of the oldest one in progress. */
  phase: z.enum(PHASES),
  /** Of several requests, it also says how many are done. */
  line: z.string(),
  /** The beginning of the prompt. */
  prompt: z.string(),
  /** The number of requests. */
  count: z.number(),
  /** One per request, in the order in which they are sent. */
  parts: z.array(PartView),
  /** Set if the gateway charges nothing. */
  free: z.optional(z.literal(true)),
});
export type RunView = Readonly<z.infer<typeof RunView>>;

export const RunsView = z.object({ runs: z.array(RunView) });
export type RunsView = Readonly<z.infer<typeof RunsView>>;

export const RUNS_TO_PANEL = [z.object({ type: z.literal('progress'), run: RunView })] as const;

export const RUNS_STRINGS = [
  'cancel',
  'cancelAll',
  'running',
  'arrived',
  // The phases.
  'connecting',
  'sending',
  'waiting',
  'receiving',
  'saving',
] as const;
