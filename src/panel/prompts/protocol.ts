import * as z from 'zod/mini';
import { Id } from '../../page/id.ts';
import { LONGEST_SAVED } from './savedPrompts.ts';

/** What panel and host say to each other about saved prompts; `panelProtocol.ts` parses it with all other messages. */

export const PROMPTS_FROM_PANEL = [
  z.strictObject({ type: z.literal('saved-prompts') }),
  z.strictObject({
    type: z.literal('save-prompt'),
    prompt: z.string().check(z.minLength(1), z.maxLength(LONGEST_SAVED)),
  }),
  z.strictObject({ type: z.literal('delete-prompt'), prompt: Id }),
] as const;
export type PromptsFromPanel = Readonly<z.infer<(typeof PROMPTS_FROM_PANEL)[number]>>;

const PromptView = z.object({
  id: Id,
  name: z.string(),
  text: z.string(),
  /** Where it is kept: for this workspace, or for all of the user's. */
  place: z.enum(['workspace', 'user']),
});
export type PromptView = Readonly<z.infer<typeof PromptView>>;

export const PROMPTS_TO_PANEL = [
  z.object({ type: z.literal('saved-prompts'), prompts: z.array(PromptView) }),
] as const;
