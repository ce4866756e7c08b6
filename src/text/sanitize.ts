/** Longest piece of foreign text in a notice; all of it is in the log. */
const LONGEST = 200;
/** So many UTF-16 units are read for each character that may be shown: to clean all of a long prompt holds the shared thread. */
const READ_PER_SHOWN = 16;

/** Controls, bidi marks, zero-width and other invisible characters: they reorder or hide what is shown. */
const INVISIBLE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]+/g;

/**
 * Text from a gateway, a model, a file name or a workspace, made safe to show as text.
 * VS Code turns `[label](command:…)` in a notice into a link that runs the command; a space between the
 * brackets stops that for every form of the link.
 */
export function sanitize(text: string, longest = LONGEST): string {
  const whole = text.trim();
  const read = whole.slice(0, longest * READ_PER_SHOWN);
  const plain = read
    // Half a character (a lone surrogate) is none: some views drop it, some fail on it.
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .replace(INVISIBLE, ' ')
    .replaceAll('](', '] (')
    // Quick picks draw `$(name)` as an icon.
    .replaceAll('$(', '$ (')
    .replace(/\s+/g, ' ')
    .trim();
  const cut = Array.from(plain).slice(0, longest).join('');
  return cut.length < plain.length || read.length < whole.length ? `${cut}…` : cut;
}
