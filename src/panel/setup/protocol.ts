import * as z from 'zod/mini';

/** The messages and view of the notice that says what is missing before a run, and of the links to settings. */

export const SETUP_ACTIONS = [
  'choose-gateway',
  'set-key',
  'trust',
  'open-folder',
  'route-status',
  'retest',
  'open-aspectRatio',
  'open-imageSize',
  'open-output',
] as const;
export type SetupAction = (typeof SETUP_ACTIONS)[number];

export const SETUP_FROM_PANEL = [
  z.strictObject({ type: z.literal('setup-action'), action: z.enum(SETUP_ACTIONS) }),
] as const;
export type SetupFromPanel = Readonly<z.infer<(typeof SETUP_FROM_PANEL)[number]>>;

export const SetupView = z.object({
  /** Absent if nothing is missing. */
  setup: z.optional(
    z.object({ action: z.enum(SETUP_ACTIONS), text: z.string(), label: z.string() }),
  ),
});
export type SetupView = Readonly<z.infer<typeof SetupView>>;
