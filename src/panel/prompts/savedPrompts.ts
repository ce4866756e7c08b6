import * as z from 'zod/mini';
import { sanitize } from '../../text/sanitize.ts';

/** Prompts that the user gave a name. What lies in a store may have been written by anything, so it is bounded when it is read. */

export const MOST_SAVED = 100;
/** In UTF-16 units: a prompt to use again, not a book. */
export const LONGEST_SAVED = 8000;
export const LONGEST_NAME = 60;

const SavedPrompt = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  name: z.string().check(z.minLength(1), z.maxLength(LONGEST_NAME)),
  text: z.string().check(z.minLength(1), z.maxLength(LONGEST_SAVED)),
});
export type SavedPrompt = Readonly<z.infer<typeof SavedPrompt>>;

/** The prompts of a store; what does not parse is left out. Never throws. */
export function parsePrompts(value: unknown): readonly SavedPrompt[] {
  if (!Array.isArray(value)) return [];
  const entries: readonly unknown[] = value.slice(0, MOST_SAVED);
  return entries.flatMap((entry) => SavedPrompt.safeParse(entry).data ?? []);
}

/** In the order of their names; one of the same name makes room. Undefined: there are as many as can be. */
export function withPrompt(
  prompts: readonly SavedPrompt[],
  added: SavedPrompt,
): readonly SavedPrompt[] | undefined {
  const others = prompts.filter(({ name }) => name !== added.name);
  if (others.length >= MOST_SAVED) return undefined;
  return [...others, added].sort((one, other) => one.name.localeCompare(other.name));
}

export function withoutPrompt(prompts: readonly SavedPrompt[], id: string): readonly SavedPrompt[] {
  return prompts.filter((prompt) => prompt.id !== id);
}

/** Whether the name is the prompt itself, or the beginning that was proposed for one: the text would say the same again. */
export function namesAll(name: string, text: string): boolean {
  const plain = sanitize(text, LONGEST_SAVED);
  return name === plain || (name.endsWith('…') && plain.startsWith(name.slice(0, -1)));
}
