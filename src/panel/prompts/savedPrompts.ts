import * as z from 'zod/mini';
import { sanitize } from '../../text/sanitize.ts';
import { MAX_SAVED_LENGTH } from './protocol.ts';

/** Prompts with a name. Other extensions and older versions can write to a store, so reading enforces the limits too. */

export const MAX_SAVED = 100;
/** The length of a name in UTF-16 units. */
export const MAX_NAME_LENGTH = 60;

const SavedPrompt = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  name: z.string().check(z.minLength(1), z.maxLength(MAX_NAME_LENGTH)),
  text: z.string().check(z.minLength(1), z.maxLength(MAX_SAVED_LENGTH)),
});
export type SavedPrompt = Readonly<z.infer<typeof SavedPrompt>>;

/** Reads the prompts of a store and skips invalid ones. Never throws. */
export function parsePrompts(value: unknown): readonly SavedPrompt[] {
  if (!Array.isArray(value)) return [];
  const entries: readonly unknown[] = value.slice(0, MAX_SAVED);
  return entries.flatMap((entry) => SavedPrompt.safeParse(entry).data ?? []);
}

/** Adds a prompt in the order of names, or replaces the one of the same name. Undefined if the store is full. */
export function withPrompt(
  prompts: readonly SavedPrompt[],
  added: SavedPrompt,
): readonly SavedPrompt[] | undefined {
  const others = prompts.filter(({ name }) => name !== added.name);
  if (others.length >= MAX_SAVED) return undefined;
  return [...others, added].sort((one, other) => one.name.localeCompare(other.name));
}

export function withoutPrompt(prompts: readonly SavedPrompt[], id: string): readonly SavedPrompt[] {
  return prompts.filter((prompt) => prompt.id !== id);
}

/** Returns whether the name is the text itself, or the beginning that Easel suggests as a name. */
export function nameIsText(name: string, text: string): boolean {
  const plain = sanitize(text, MAX_SAVED_LENGTH);
  return name === plain || (name.endsWith('…') && plain.startsWith(name.slice(0, -1)));
}
