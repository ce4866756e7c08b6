/** Shapes of keys: a key that leaked into a reply may be another one than the one that was sent. */
const KEY_SHAPES = [
  /\bsk-[A-Za-z0-9_-]{8,}/g,
  /\bAIza[A-Za-z0-9_-]{20,}/g,
  /([?&]key=)[^&\s"']+/gi,
];

/**
 * Takes keys out of a text before it leaves Easel: log, notice, panel, result.
 *
 * @param keys keys in use, as plain text; their URL-encoded, base64, JSON and reversed spellings go too
 */
export function redact(text: string, keys: readonly string[]): string {
  let clean = text;
  for (const key of keys) {
    if (key.length < 4) continue;
    for (const spelling of spellings(key)) clean = clean.replaceAll(spelling, '•••');
  }
  for (const shape of KEY_SHAPES) {
    clean = clean.replace(shape, (_, prefix: unknown) =>
      typeof prefix === 'string' ? `${prefix}•••` : '•••',
    );
  }
  return clean;
}

/** Whether a key is part of a text, in any spelling. */
export function carriesKey(text: string, keys: readonly string[]): boolean {
  return keys.some((key) => spellings(key).some((spelling) => text.includes(spelling)));
}

/** The same for every string within plain data, such as what is known of a reply; other values stay as they are. */
export function redactFacts<T>(facts: T, keys: readonly string[]): T {
  return clean(facts, keys) as T;
}

function clean(value: unknown, keys: readonly string[]): unknown {
  if (typeof value === 'string') return redact(value, keys);
  if (Array.isArray(value)) return value.map((item) => clean(item, keys));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, clean(part, keys)]));
}

function spellings(key: string): readonly string[] {
  const base64 = Buffer.from(key).toString('base64').replace(/=+$/, '');
  return [
    key,
    encodeURIComponent(key),
    // As an address spells it, which encodes more characters than the one above.
    new URLSearchParams({ key }).toString().slice('key='.length),
    JSON.stringify(key).slice(1, -1),
    base64,
    Array.from(key).reverse().join(''),
  ];
}
