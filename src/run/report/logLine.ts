/** Text that stands for itself: no spaces, quotes, or brackets, which separate and enclose values. */
const PLAIN = /^[\w.:/@+,-]+$/;

/**
 * Writes an event and its facts as one line that people can read: `Run: outcome=saved model=… images=[{type=image/png}]`. Text that
 * isn't plain is a JSON string, so no text can look like another fact.
 *
 * @param clean changes every name and text before it is written, such as to remove keys
 */
export function logLine(name: string, facts: unknown, clean: (text: string) => string): string {
  const text = (value: string) => {
    const cleaned = clean(value);
    return PLAIN.test(cleaned) ? cleaned : JSON.stringify(cleaned);
  };
  const write = (value: unknown): string => {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return `[${value.map(write).join(' ')}]`;
    if (typeof value === 'object' && value !== null) return `{${writeFields(value)}}`;
    return value === undefined ? 'undefined' : JSON.stringify(value);
  };
  const writeFields = (value: object) =>
    Object.entries(value)
      .filter(([, one]) => one !== undefined)
      .map(([field, one]) => `${text(field)}=${write(one)}`)
      .join(' ');
  const isRecord = typeof facts === 'object' && facts !== null && !Array.isArray(facts);
  return escaped(`${clean(name)}: ${isRecord ? writeFields(facts) : write(facts)}`);
}

/** Escapes characters that JSON keeps but a terminal or an editor would obey: C0 and C1 controls, bidi and other invisible ones. */
function escaped(line: string): string {
  return line.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) =>
    Array.from(
      { length: character.length },
      (_, at) => `\\u${character.charCodeAt(at).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
