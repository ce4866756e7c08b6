/** Takes the place of a key. */
const REMOVED = '•••';

/** In UTF-16 units: the shortest text that is taken for a key. Shorter ones would take ordinary words out of every text. */
const MIN_KEY_CHARS = 4;

/**
 * In UTF-16 units: the shortest text that is a key wherever it occurs. A header's secret can be shorter, such as a tenant's number, and
 * then most long addresses contain it by chance.
 */
const MIN_CHARS_ANYWHERE = 8;

/** Shapes of keys. A key quoted in a reply may be a different one from the one that was sent. */
const KEY_SHAPES = [
  /\bsk-[A-Za-z0-9_-]{8,}/g,
  /\bAIza[A-Za-z0-9_-]{20,}/g,
  /\bAQ\.[A-Za-z0-9_-]{20,}/g,
  /([?&]key=)[^&\s"']+/gi,
];

/**
 * Takes keys out of a text before it leaves Easel: into the log, a notice, the panel, or a result.
 *
 * @param keys keys in use, as plain text; their URL-encoded, base64, JSON, and reversed spellings are removed too
 */
export function redact(text: string, keys: readonly string[]): string {
  let clean = text;
  for (const key of keys) {
    if (key.length < MIN_KEY_CHARS) continue;
    for (const spelling of spellings(key)) clean = clean.replaceAll(spelling, REMOVED);
  }
  for (const shape of KEY_SHAPES) {
    clean = clean.replace(shape, (_, prefix: unknown) =>
      typeof prefix === 'string' ? `${prefix}${REMOVED}` : REMOVED,
    );
  }
  return clean;
}

/** Tells whether a text contains a key in any spelling: a short one only as a whole word, and the shortest never. */
export function carriesKey(text: string, keys: readonly string[]): boolean {
  return keys.some((key) => {
    if (key.length < MIN_KEY_CHARS) return false;
    const includes = key.length < MIN_CHARS_ANYWHERE ? includesWord : includesText;
    return spellings(key).some((spelling) => includes(text, spelling));
  });
}

function includesText(text: string, part: string): boolean {
  return text.includes(part);
}

/** Tells whether a text contains a part that no letter or digit touches. */
function includesWord(text: string, word: string): boolean {
  const isInside = (character = '') => /[\p{L}\p{N}]/u.test(character);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    if (!isInside(text[at - 1]) && !isInside(text[at + word.length])) return true;
  }
  return false;
}

/** Takes keys out of every string in plain data, such as the facts of a reply. Other values stay as they are. */
export function redactFacts<T>(facts: T, keys: readonly string[]): T {
  return redactValue(facts, keys) as T;
}

function redactValue(value: unknown, keys: readonly string[]): unknown {
  if (typeof value === 'string') return redact(value, keys);
  if (Array.isArray(value)) return value.map((item) => redactValue(item, keys));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([name, part]) => [name, redactValue(part, keys)]));
}

function spellings(key: string): readonly string[] {
  const base64 = Buffer.from(key).toString('base64').replace(/=+$/, '');
  return [
    key,
    encodeURIComponent(key),
    // In a query, which encodes more characters than encodeURIComponent.
    new URLSearchParams({ key }).toString().slice('key='.length),
    JSON.stringify(key).slice(1, -1),
    base64,
    Array.from(key).reverse().join(''),
  ];
}
