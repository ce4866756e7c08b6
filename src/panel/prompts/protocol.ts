import * as z from 'zod/mini';
import { Id } from '../../page/id.ts';

/** The messages and strings of saved prompts. */

/** The length of a saved prompt in UTF-16 units. */
export const MAX_SAVED_LENGTH = 8000;

export const PROMPTS_FROM_PANEL = [
  z.strictObject({ type: z.literal('list-prompts') }),
  z.strictObject({
    type: z.literal('save-prompt'),
    prompt: z.string().check(z.minLength(1), z.maxLength(MAX_SAVED_LENGTH)),
  }),
  z.strictObject({ type: z.literal('delete-prompt'), prompt: Id }),
] as const;
export type PromptsFromPanel = Readonly<z.infer<(typeof PROMPTS_FROM_PANEL)[number]>>;

const PromptView = z.object({
  id: Id,
  name: z.string(),
  text: z.string(),
  /** Set if the name says all of the text, so the list does not repeat it. */
  nameIsText: z.boolean(),
  /** Stored for this workspace, or for all workspaces of the user. */
  place: z.enum(['workspace', 'user']),
});
export type PromptView = Readonly<z.infer<typeof PromptView>>;

export const PROMPTS_TO_PANEL = [
  z.object({ type: z.literal('saved-prompts'), prompts: z.array(PromptView) }),
] as const;

export const PROMPTS_STRINGS = [
  'savedPrompts',
  'savePrompt',
  'promptTooLong',
  'deletePrompt',
  'forWorkspace',
  'forUser',
  'builtIn',
] as const;
