import { sanitize } from './sanitize.ts';

/** In UTF-16 units, far more than is ever shown. A model's text can be a megabyte, made so that the search below takes minutes. */
const MAX_READ_CHARS = 4096;
/** Markdown around an address, or the address alone. A hosted image's address is only for the user who paid for it. */
const ADDRESSES = /!?\[[^\]\n]*\]\([^)\n]*\)|\b(?:https?|data):\S+/giu;

/**
 * Returns the first text that a model sent with its images, as one line of sanitized text without addresses; undefined where
 * there is none.
 *
 * @param longest in characters
 */
export function modelRemark(
  reports: readonly { readonly reply?: { readonly text: string } | undefined }[],
  longest: number,
): string | undefined {
  const remarks = reports.map(({ reply }) => withoutAddresses(reply?.text ?? ''));
  const first = remarks.find((remark) => remark !== '');
  return first === undefined ? undefined : sanitize(first, longest);
}

function withoutAddresses(text: string): string {
  return text.trimStart().slice(0, MAX_READ_CHARS).replaceAll(ADDRESSES, ' ').trim();
}
