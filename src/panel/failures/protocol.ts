import * as z from 'zod/mini';
import type { Action } from '../../messages/message.ts';
import { Id } from '../../page/id.ts';

/** The messages, view, and strings of runs that failed or were canceled. */

/** The actions of a message that the panel has a button for. */
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
export type FailureAction = (typeof FAILURE_ACTIONS)[number];

export const FAILURES_FROM_PANEL = [
  z.strictObject({
    type: z.literal('failure-action'),
    failure: Id,
    action: z.enum(FAILURE_ACTIONS),
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
  actions: z.array(z.object({ action: z.enum(FAILURE_ACTIONS), label: z.string() })),
  /** The label of the button for the alternative route. */
  alternative: z.optional(z.string()),
});
export type FailureView = Readonly<z.infer<typeof FailureView>>;

export const FailuresView = z.object({ failures: z.array(FailureView) });
export type FailuresView = Readonly<z.infer<typeof FailuresView>>;

export const FAILURES_STRINGS = ['failed', 'dismiss'] as const;
