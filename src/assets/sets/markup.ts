/** Returns a tag of HTML. Values are text: nothing in a file name becomes markup. */
export function tag(
  name: string,
  attributes: Readonly<Record<string, string | number | undefined>>,
): string {
  const written = Object.entries(attributes).flatMap(([key, value]) =>
    value === undefined ? [] : [` ${key}="${escaped(String(value))}"`],
  );
  return `<${name}${written.join('')}>`;
}

/** Returns a path as a part of an address. */
export function address(base: string, path: string): string {
  return `${base}${path}`.split('/').map(encodeURIComponent).join('/');
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('"', '&quot;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
}

/** Returns JSON as editors format it. */
export function json(value: object): string {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

/** The folders that web tools serve as the root of a site. */
const ROOTS: ReadonlySet<string> = new Set(['public', 'static', 'wwwroot', 'htdocs', 'www']);

/**
 * Returns what stands before a set's paths in HTML. Below a folder that web tools serve as a site's root, it is the path from there;
 * otherwise the set's folder, as a page beside it names it.
 *
 * @param folder the path of the set's folder, with `/`
 */
export function webBase(folder: string): string {
  const parts = folder.split('/').filter((part) => part !== '');
  const root = parts.slice(0, -1).findLastIndex((part) => ROOTS.has(part));
  return root < 0 ? `${parts.at(-1) ?? ''}/` : `/${parts.slice(root + 1).join('/')}/`;
}
