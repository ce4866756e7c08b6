/** In characters: the end of a name that stays in sight, with its number and extension. */
const END = 12;

/** Splits a long file name, so that it can be shortened in the middle: names of versions differ at their ends. */
export function splitName(name: string): readonly [start: string, end: string] {
  const characters = Array.from(name);
  if (characters.length <= END + 4) return [name, ''];
  return [characters.slice(0, -END).join(''), characters.slice(-END).join('')];
}
