/** Longer texts aren't searched to their end: a link is near the start of a model's text. */
const MAX_TEXT_CHARS = 64 << 10;
/** Limits the candidates that are examined, links or not, so that hostile text stays cheap. */
const MAX_TRIES = 64;
const MAX_URL_CHARS = 8192;

const IMAGE_PATH = /\.(?:png|jpe?g|webp|gif|avif|heic|heif|bmp)$/i;

/** Parses an http or https URL; `undefined` for anything else. */
export function parseWebUrl(text: string): URL | undefined {
  if (text.length > MAX_URL_CHARS || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
}

/**
 * Parses an http or https URL, or resolves a relative one against the gateway's origin: gateways that store images themselves
 * write `/images/a.png`. Without a leading slash or dot, only a path to an image file is one, because a model's words may be
 * anything.
 *
 * @param origin such as `https://api.example.com`; undefined leaves relative URLs out
 */
export function resolveWebUrl(text: string, origin: string | undefined): URL | undefined {
  const absolute = parseWebUrl(text);
  if (absolute !== undefined || origin === undefined || !isRelative(text)) return absolute;
  return URL.canParse(text, origin) ? parseWebUrl(new URL(text, origin).href) : undefined;
}

const RELATIVE_PATH = /^(?:\.{1,2})?\/./;
const RELATIVE_IMAGE = /^[\w%~-]+(?:\/[\w.%~@+-]+)+(?=$|[?#])/;

function isRelative(text: string): boolean {
  if (text.length > MAX_URL_CHARS || /\s/.test(text)) return false;
  return RELATIVE_PATH.test(text) || IMAGE_PATH.test(RELATIVE_IMAGE.exec(text)?.[0] ?? '');
}

/**
 * Finds the addresses of the images that a model's text delivers. An image in Markdown or HTML is
 * one. Without any, so is a link or a bare address that names an image file or is all there is.
 * Every other address was cited, not delivered.
 *
 * @param origin the gateway's, for relative addresses
 */
export function imageLinks(text: string, origin?: string): readonly string[] {
  const searched = text.slice(0, MAX_TEXT_CHARS);
  const links = markdownLinks(searched, origin);
  const markdownImages = links.filter((link) => link.isImage).map((link) => link.url);
  const images = [...markdownImages, ...htmlImages(searched, origin)];
  if (images.length > 0) return uniqueUrls(images);
  const linked = links.filter((link) => link.isAlone || namesImage(link.url));
  if (linked.length > 0) return uniqueUrls(linked.map((link) => link.url));
  const bare = bareUrls(searched).filter((one) => one.isAlone || namesImage(one.url));
  if (bare.length > 0) return uniqueUrls(bare.map((one) => one.url));
  const whole = resolveWebUrl(searched.trim(), origin);
  return whole !== undefined && namesImage(whole) ? [whole.href] : [];
}

/** Returns each address once, in the order of first mention. */
export function uniqueUrls(urls: readonly URL[]): readonly string[] {
  return [...new Set(urls.map((url) => url.href))];
}

function namesImage(url: URL): boolean {
  return IMAGE_PATH.test(url.pathname);
}

interface MarkdownLink {
  readonly isImage: boolean;
  readonly url: URL;
  /** The text contains nothing else. */
  readonly isAlone: boolean;
}

function markdownLinks(text: string, origin: string | undefined): readonly MarkdownLink[] {
  const links: MarkdownLink[] = [];
  const openBrackets: number[] = [];
  let tries = 0;
  for (let i = 0; i < text.length && tries < MAX_TRIES; i++) {
    const char = text[i];
    if (char === '[') openBrackets.push(i);
    if (char !== ']') continue;
    const label = openBrackets.pop();
    if (label === undefined || text[i + 1] !== '(') continue;
    tries++;
    const url = resolveWebUrl(linkTarget(text, i + 2), origin);
    const isImage = text[label - 1] === '!';
    const isAlone = text.slice(0, label).trim() === '' && text.trimEnd().endsWith(')');
    if (url !== undefined) links.push({ isImage, url, isAlone });
  }
  return links;
}

/** Returns the target of a Markdown link, bare or in angle brackets. @param from the index after its parenthesis */
function linkTarget(text: string, from: number): string {
  const start = /\s/.test(text[from] ?? '') ? from + 1 : from;
  if (text[start] === '<') {
    const close = text.indexOf('>', start);
    return close < 0 ? '' : text.slice(start + 1, close);
  }
  let depth = 0;
  for (let i = start; i < text.length && i - start <= MAX_URL_CHARS; i++) {
    const char = text[i] ?? '';
    if (/\s/.test(char)) return text.slice(start, i);
    if (char === '(') depth++;
    if (char === ')' && depth-- === 0) return text.slice(start, i);
  }
  return '';
}

/** Returns the sources of `<img>` tags. */
function htmlImages(text: string, origin: string | undefined): readonly URL[] {
  const urls: URL[] = [];
  const tags = [...text.matchAll(/<img\s/gi)].slice(0, MAX_TRIES);
  for (const { index } of tags) {
    const tag = text.slice(index, index + MAX_URL_CHARS);
    const source = /^<img\s[^>]{0,1000}?\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/i.exec(tag);
    const address = source?.[1] ?? source?.[2] ?? source?.[3] ?? '';
    // Signed addresses have several parameters, and HTML may write the ampersands between them as entities.
    const url = resolveWebUrl(address.trim().replaceAll('&amp;', '&'), origin);
    if (url !== undefined) urls.push(url);
  }
  return urls;
}

/** Returns the addresses in the text that have no markup. */
function bareUrls(text: string): readonly { url: URL; isAlone: boolean }[] {
  const urls: { url: URL; isAlone: boolean }[] = [];
  for (const line of text.split('\n')) {
    for (const word of line.split(/[\s<>"'`，。；：、！？（）【】「」]+/)) {
      const start = word.search(/https?:\/\//i);
      if (start < 0 || urls.length >= MAX_TRIES) continue;
      const url = parseWebUrl(withoutPunctuation(word.slice(start)));
      if (url !== undefined) urls.push({ url, isAlone: text.trim() === word });
    }
  }
  return urls;
}

const PUNCTUATION = ')].,;:!?*_';

/** Removes the punctuation after an address. Not with a pattern: one that ends in `+$` is quadratic in hostile text. */
function withoutPunctuation(word: string): string {
  let end = word.length;
  while (end > 0 && PUNCTUATION.includes(word.charAt(end - 1))) end--;
  return word.slice(0, end);
}
