/** Controls that no prompt needs: gateways' JSON parsers and databases reject NUL, and models read the others as noise. */
const CONTROLS = /[\0-\x08\x0b-\x1f\x7f-\x9f]/g;

/**
 * Returns a text that every JSON parser accepts. A lone surrogate is half of a character, such as an emoji that was cut in the
 * middle. JSON can only spell it as an escape, which Go, Python, and Google's parser refuse, so it becomes U+FFFD.
 * Removes control characters, and keeps line breaks and tabs.
 */
export function wellFormed(text: string): string {
  return text
    .replace(/\r\n?|\x85/g, '\n')
    .replace(CONTROLS, '')
    .replace(/\p{Surrogate}/gu, '\ufffd');
}
