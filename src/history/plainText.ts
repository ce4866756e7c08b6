/** Returns a text in lower case without accents, which NFKD turns into characters of their own. */
export function plainText(text: string): string {
  // Most prompts are ASCII, where there is nothing to normalize.
  const isPlain = /^[\0-\x7f]*$/.test(text);
  const letters = isPlain ? text : text.normalize('NFKD').replace(/\p{M}/gu, '');
  return letters.toLowerCase();
}
