import * as z from 'zod/mini';
import { MAX_SEARCH_LENGTH } from '../history/protocol.ts';
import { Ask } from './protocol.ts';

/** The messages about what the user typed and chose in a page, which the host keeps for the next page. */

export const TABS = ['results', 'history'] as const;

/** The tab beside the form: the newest results with the stage, or the whole history of the workspace with its search. */
export const OutcomeTab = z.object({
  at: z.enum(TABS),
  search: z.string().check(z.maxLength(MAX_SEARCH_LENGTH)),
});
export type OutcomeTab = Readonly<z.infer<typeof OutcomeTab>>;

export const Draft = z.object({
  prompt: Ask.shape.prompt,
  model: z.optional(Ask.shape.model),
  aspectRatio: z.optional(Ask.shape.aspectRatio),
  imageSize: z.optional(Ask.shape.imageSize),
  size: Ask.shape.size,
  background: Ask.shape.background,
  count: z.optional(Ask.shape.count),
  /** The options are unfolded. */
  showsOptions: z.optional(z.boolean()),
  /** Whether a narrow page shows the source and the options instead of the results. Absent until a run, or until the user chooses. */
  showsForm: z.optional(z.boolean()),
  tab: z.optional(OutcomeTab),
});
/** The user's input and the selected tab. Options that the user has not chosen here follow the settings. */
export type Draft = Readonly<z.infer<typeof Draft>>;

export const DRAFT_FROM_PANEL = [
  /** VS Code forgets the state of a page when the user closes it, so the host keeps the draft. */
  z.strictObject({ type: z.literal('keep-draft'), draft: Draft }),
] as const;
export type DraftFromPanel = Readonly<z.infer<(typeof DRAFT_FROM_PANEL)[number]>>;

export const DRAFT_TO_PANEL = [
  /** The draft of the page before. A page with a state of its own ignores it. */
  z.object({ type: z.literal('draft'), draft: Draft }),
] as const;
