/** Values that begin like this aren't base64: nested JSON, Markdown, HTML, or an address. */
const TEXT_STARTS = '{[!<`"(*#';
const ADDRESSES: ReadonlySet<string> = new Set(['data:', 'http:', 'https:']);
const MIN_OPENING_CHARS = 5;
/** Longer than `image/svg+xml;base64,`: a data URL that has lost its beginning. */
const MAX_OPENING_CHARS = 40;

/**
 * Tells what the value of a payload key is, by its first characters. `head`: what precedes the base64, such as the rest of
 * a data URL that has lost its beginning. `undefined`: they don't tell yet.
 */
export function openingKind(opening: string): 'text' | 'head' | 'base64' | undefined {
  if (opening.length === 1 && TEXT_STARTS.includes(opening)) return 'text';
  const lower = opening.toLowerCase();
  if (ADDRESSES.has(lower)) return 'text';
  if (opening.length < MIN_OPENING_CHARS) return undefined;
  if (/base64\s*,$/.test(lower)) return 'head';
  const mayBeHead = /^(?:image|base6|https$)/.test(lower);
  return mayBeHead && opening.length < MAX_OPENING_CHARS ? undefined : 'base64';
}
