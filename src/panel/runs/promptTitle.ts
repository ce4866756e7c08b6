import { sanitize } from '../../text/sanitize.ts';

/** Returns the beginning of a prompt as one line: the title of its run. */
export function promptTitle(prompt: string): string {
  return sanitize(prompt.trim(), 80);
}
