/** In characters. Text from outside is cut to this length in notices. The log has all of it. */
const LONGEST = 200;
/** UTF-16 units read for each character shown. Cleaning all of a long prompt would hold the thread that extensions share. */
const READ_PER_SHOWN = 16;

/** Controls, bidi marks, zero-width and other invisible characters: they reorder or hide what is shown. */
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+/g;

/**
 * Returns text from a gateway, a model, a file name, or a workspace as one line that is safe to show as text.
 *
 * VS Code turns `[label](command:…)` in a notice into a link that runs the command (`parseLinkedText` in its `linkedText.ts`).
 * A space between the brackets stops every form of that link.
 *
 * @param longest in characters; longer text is cut and ends with `…`
 */
export function sanitize(text: string, longest = LONGEST): string {
  const trimmed = text.trim();
  const read = trimmed.slice(0, longest * READ_PER_SHOWN);
  const plain = read
    // A lone surrogate is half a character: some views drop it, some fail on it.
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(INVISIBLE, ' ')
    .replaceAll('](', '] (')
    // Quick picks draw `$(name)` as an icon.
    .replaceAll('$(', '$ (')
    .replace(/\s+/g, ' ')
    .trim();
  const cut = Array.from(plain).slice(0, longest).join('');
  return cut.length < plain.length || read.length < trimmed.length ? `${cut}…` : cut;
}
