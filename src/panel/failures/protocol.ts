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

const FailureButton = z.object({
  button: z.enum([...ACTION_NAMES, 'alternative']),
  label: z.string(),
  /** A click sends nothing, so the button may stand out. */
  isSafe: z.boolean(),
});
/** A button of a failure; `alternative` starts the same run on the alternative route. */
export type FailureButton = Readonly<z.infer<typeof FailureButton>>;

const FailureView = z.object({
  id: Id,
  /** Set if the user canceled the run, which is not shown as a failure. */
  cancelled: z.optional(z.literal(true)),
  /** The beginning of the prompt; absent for runs that a reload cut off. */
  prompt: z.optional(z.string()),
  text: z.string(),
  buttons: z.array(FailureButton),
  /** The whole text, and the buttons that didn't fit. */
  details: z.optional(z.object({ text: z.string(), buttons: z.array(FailureButton) })),
});
export type FailureView = Readonly<z.infer<typeof FailureView>>;

export const FailuresView = z.object({ failures: z.array(FailureView) });
export type FailuresView = Readonly<z.infer<typeof FailuresView>>;

export const FAILURES_STRINGS = ['failed', 'dismiss', 'failureDetails'] as const;
