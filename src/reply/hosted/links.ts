/** Longer texts are not searched to their end: a link stands near the start of what a model says. */
const MOST_TEXT_CHARS = 64 << 10;
/** Tries, whether or not they prove to be links: hostile text must not cost more. */
const MOST_TRIES = 64;
const MOST_URL_CHARS = 8192;

const IMAGE_PATH = /\.(?:png|jpe?g|webp|gif|avif|heic|heif|bmp)$/i;

/** The URL in its one true spelling; `undefined` for what is none or has another scheme. */
export function webUrl(text: string): URL | undefined {
  if (text.length > MOST_URL_CHARS || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined;
}

function namesImage(url: URL): boolean {
  return IMAGE_PATH.test(url.pathname);
}

/** The target of a markdown link from the character after its bracket: bare or in angle brackets. */
function linkTarget(text: string, from: number): string {
  const start = /\s/.test(text[from] ?? '') ? from + 1 : from;
  if (text[start] === '<') {
    const close = text.indexOf('>', start);
    return close < 0 ? '' : text.slice(start + 1, close);
  }
  let depth = 0;
  for (let i = start; i < text.length && i - start <= MOST_URL_CHARS; i++) {
    const char = text[i] ?? '';
    if (/\s/.test(char)) return text.slice(start, i);
    if (char === '(') depth++;
    if (char === ')' && depth-- === 0) return text.slice(start, i);
  }
  return '';
}

interface MarkdownLink {
  readonly isImage: boolean;
  readonly url: URL;
  readonly isAlone: boolean;
}

function markdownLinks(text: string): readonly MarkdownLink[] {
  const links: MarkdownLink[] = [];
  const open: number[] = [];
  let tries = 0;
  for (let i = 0; i < text.length && tries < MOST_TRIES; i++) {
    const char = text[i];
    if (char === '[') open.push(i);
    if (char !== ']') continue;
    const label = open.pop();
    if (label === undefined || text[i + 1] !== '(') continue;
    tries++;
    const target = linkTarget(text, i + 2);
    const url = webUrl(target);
    const isImage = text[label - 1] === '!';
    const isAlone = text.slice(0, label).trim() === '' && text.trimEnd().endsWith(')');
    if (url !== undefined) links.push({ isImage, url, isAlone });
  }
  return links;
}

/** The sources of `<img>` tags. */
function htmlImages(text: string): readonly URL[] {
  const urls: URL[] = [];
  const tags = [...text.matchAll(/<img\s/gi)].slice(0, MOST_TRIES);
  for (const { index } of tags) {
    const tag = text.slice(index, index + MOST_URL_CHARS);
    const source = /^<img\s[^>]{0,1000}?\bsrc\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))/i.exec(tag);
    const address = source?.[1] ?? source?.[2] ?? source?.[3] ?? '';
    // A signed address has several parameters, and HTML may write what joins them as an entity.
    const url = webUrl(address.trim().replaceAll('&amp;', '&'));
    if (url !== undefined) urls.push(url);
  }
  return urls;
}

const TAIL = ')].,;:!?*_';

/** Without what a sentence puts behind an address. By hand: a pattern that ends in `+$` is quadratic in hostile text. */
function withoutTail(word: string): string {
  let end = word.length;
  while (end > 0 && TAIL.includes(word.charAt(end - 1))) end--;
  return word.slice(0, end);
}

/** URLs that stand in the text as they are. */
function bareUrls(text: string): readonly { url: URL; isAlone: boolean }[] {
  const urls: { url: URL; isAlone: boolean }[] = [];
  for (const line of text.split('\n')) {
    for (const word of line.split(/[\s<>"'`，。；：、！？（）【】「」]+/)) {
      const start = word.search(/https?:\/\//i);
      if (start < 0 || urls.length >= MOST_TRIES) continue;
      const url = webUrl(withoutTail(word.slice(start)));
      if (url !== undefined) urls.push({ url, isAlone: text.trim() === word });
    }
  }
  return urls;
}

/** The same address once, in the order of first mention. */
export function uniqueUrls(urls: readonly URL[]): readonly string[] {
  return [...new Set(urls.map((url) => url.href))];
}

/**
 * The hosted images that a model's text announces. A picture in markdown or HTML is one. Failing
 * that, so is a link or an address that names an image file, or that is all there is. Any other
 * address is prose: it was cited, not delivered.
 */
export function hostedImages(text: string): readonly string[] {
  const searched = text.slice(0, MOST_TEXT_CHARS);
  const links = markdownLinks(searched);
  const pictures = links.filter((link) => link.isImage).map((link) => link.url);
  const shown = [...pictures, ...htmlImages(searched)];
  if (shown.length > 0) return uniqueUrls(shown);
  const linked = links.filter((link) => link.isAlone || namesImage(link.url));
  if (linked.length > 0) return uniqueUrls(linked.map((link) => link.url));
  const bare = bareUrls(searched).filter((one) => one.isAlone || namesImage(one.url));
  return uniqueUrls(bare.map((one) => one.url));
}
