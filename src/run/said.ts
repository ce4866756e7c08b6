import { foreign } from './foreign.ts';

/** Markdown around an address, or the address alone: where a hosted image lies is for whoever paid for it. */
const ADDRESSES = /!?\[[^\]\n]*\]\([^)\n]*\)|\b(?:https?|data):\S+/giu;

/**
 * What models said beside their images, as one line for eyes; undefined where they said nothing.
 *
 * @param most in characters
 */
export function saidBeside(
  reports: readonly { readonly reply?: { readonly text: string } | undefined }[],
  most: number,
): string | undefined {
  const texts = reports.map(({ reply }) => reply?.text.replaceAll(ADDRESSES, ' ').trim() ?? '');
  const [first] = texts.filter((text) => text !== '');
  return first === undefined ? undefined : foreign(first, most);
}
