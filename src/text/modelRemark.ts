import { sanitize } from './sanitize.ts';

/** Far more than is ever shown: a model's text may be a megabyte, made so that the search below would take minutes. */
const MOST_READ_CHARS = 4096;
/** Markdown around an address, or the address alone: where a hosted image lies is for whoever paid for it. */
const ADDRESSES = /!?\[[^\]\n]*\]\([^)\n]*\)|\b(?:https?|data):\S+/giu;

/**
 * What models said beside their images, as one line for eyes; undefined where they said nothing.
 *
 * @param most in characters
 */
export function modelRemark(
  reports: readonly { readonly reply?: { readonly text: string } | undefined }[],
  most: number,
): string | undefined {
  const texts = reports.map(({ reply }) => withoutAddresses(reply?.text ?? ''));
  const [first] = texts.filter((text) => text !== '');
  return first === undefined ? undefined : sanitize(first, most);
}

function withoutAddresses(text: string): string {
  return text.trimStart().slice(0, MOST_READ_CHARS).replaceAll(ADDRESSES, ' ').trim();
}
