import * as z from 'zod/mini';
import { ACTION_NAMES } from '../../messages/actions.ts';
import { Id } from '../../page/id.ts';

/** The messages, view, and strings of runs that failed or were canceled. */

export const FAILURES_FROM_PANEL = [
  z.strictObject({
    type: z.literal('failure-action'),
    failure: Id,
    action: z.enum(ACTION_NAMES),
  }),
  /** Starts the same run on the alternative route that the failure suggests. */
  z.strictObject({ type: z.literal('use-alternative'), failure: Id }),
  z.strictObject({ type: z.literal('dismiss-failure'), failure: Id }),
] as const;
export type FailuresFromPanel = Readonly<z.infer<(typeof FAILURES_FROM_PANEL)[number]>>;

const FailureView = z.object({
  id: Id,
  /** Set if the user canceled the run, which is not shown as a failure. */
  cancelled: z.optional(z.literal(true)),
  /** The beginning of the prompt; absent for runs that a reload cut off. */
  prompt: z.optional(z.string()),
  text: z.string(),
  actions: z.array(z.object({ action: z.enum(ACTION_NAMES), label: z.string() })),
  /** The label of the button for the alternative route. */
  alternative: z.optional(z.string()),
});
export type FailureView = Readonly<z.infer<typeof FailureView>>;

export const FailuresView = z.object({ failures: z.array(FailureView) });
export type FailuresView = Readonly<z.infer<typeof FailuresView>>;

export const FAILURES_STRINGS = ['failed', 'dismiss'] as const;
