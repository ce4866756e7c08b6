/** What the text of an SVG file says about its drawing. Nothing here runs or loads any of it. */

/** Longest side in px of the image that is drawn. No model takes more, and a canvas of this size needs 64 MB. */
const MAX_SIDE = 4096;
/** A smaller drawing is enlarged: it loses nothing, and a model sees little in an icon of 24 px. */
const MIN_SIDE = 512;
/** The side of a drawing that states no size. */
const DEFAULT_SIDE = 1024;

export interface Size {
  /** In px. */
  readonly width: number;
  readonly height: number;
}

/** Decodes the text of a file, in UTF-8 or, with a byte order mark, UTF-16. */
export function decodeSvg(file: Uint8Array): string {
  const isLittle = file[0] === 0xff && file[1] === 0xfe;
  const isBig = file[0] === 0xfe && file[1] === 0xff;
  return new TextDecoder(isLittle ? 'utf-16le' : isBig ? 'utf-16be' : 'utf-8').decode(file);
}

/** Removes what comes before the first element: declarations, comments, and the document type. Returns an empty string if there is no element. */
export function skipProlog(text: string): string {
  let at = 0;
  for (;;) {
    while (at < text.length && isSpace(text, at)) at += 1;
    const end = prologEnd(text, at);
    if (end === undefined) return text.slice(at);
    if (end < 0) return '';
    at = end;
  }
}

/** Tells whether markup begins with the root element of an SVG file. @param text as {@link skipProlog} returns it */
export function isSvgRoot(text: string): boolean {
  return /^<(?:[\w-]{1,20}:)?svg[\s/>]/i.test(text);
}

/**
 * Returns the size in px for drawing an SVG file: from its width and height, or else from its `viewBox`. A small drawing is
 * enlarged by a whole factor, and a large one is made smaller.
 */
export function drawingSize(text: string): Size {
  const { width, height } = statedSize(text);
  const longest = Math.max(width, height);
  const factor =
    longest < MIN_SIDE ? Math.ceil(MIN_SIDE / longest) : Math.min(1, MAX_SIDE / longest);
  const px = (side: number) => Math.min(MAX_SIDE, Math.max(1, Math.round(side * factor)));
  return { width: px(width), height: px(height) };
}

/** Returns the address of a file that the drawing needs. A browser loads none for an SVG that is an image. */
export function externalReference(text: string): string | undefined {
  const markup = withoutComments(text);
  for (const pattern of REFERENCES) {
    for (const [, first, second] of markup.matchAll(pattern)) {
      const address = (first ?? second ?? '').trim();
      if (address !== '' && !/^(?:#|data:)/i.test(address)) return address;
    }
  }
  return undefined;
}

/** Links (`a`) and scripts are not among them: the drawing doesn't need them. None of the patterns goes past the end of a tag. */
const REFERENCES: readonly RegExp[] = [
  /<(?:[\w-]{1,20}:)?(?:image|use|feimage|font-face-uri)\b[^<>]*?\s(?:xlink:)?href\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/gi,
  /<\?xml-stylesheet\b[^<>]*?\shref\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/gi,
  /@import\s+(?:url\(\s*)?["']?([^"')\s;]+)/gi,
  /\burl\(\s*["']?([^"')\s]+)/gi,
];

function isSpace(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code <= 0x20 || code === 0xfeff;
}

/** Returns where a part of the prolog ends; undefined if none starts here, and -1 if it doesn't end. */
function prologEnd(text: string, at: number): number | undefined {
  if (text.startsWith('<!--', at)) return after(text, '-->', at + 4);
  if (text.startsWith('<?', at)) return after(text, '?>', at);
  if (!/^<!doctype\b/i.test(text.slice(at, at + 10))) return undefined;
  const end = after(text, '>', at);
  const subset = text.indexOf('[', at);
  // Illustrator declares entities there.
  return subset < 0 || subset > end ? end : after(text, '>', after(text, ']', subset));
}

function after(text: string, what: string, from: number): number {
  const at = from < 0 ? -1 : text.indexOf(what, from);
  return at < 0 ? -1 : at + what.length;
}

function withoutComments(text: string): string {
  const kept: string[] = [];
  for (let at = 0; at < text.length;) {
    const start = text.indexOf('<!--', at);
    kept.push(text.slice(at, start < 0 ? undefined : start));
    const end = start < 0 ? -1 : text.indexOf('-->', start + 4);
    if (end < 0) break;
    at = end + 3;
  }
  return kept.join('');
}

function statedSize(text: string): Size {
  const attributes = rootAttributes(skipProlog(text));
  const width = lengthInPx(attributes.get('width'));
  const height = lengthInPx(attributes.get('height'));
  if (width !== undefined && height !== undefined) return { width, height };
  const box = viewBox(attributes.get('viewBox'));
  if (box === undefined) return { width: width ?? DEFAULT_SIDE, height: height ?? DEFAULT_SIDE };
  if (width !== undefined) return { width, height: (width * box.height) / box.width };
  if (height !== undefined) return { width: (height * box.width) / box.height, height };
  return box;
}

/** Far more than the attributes of any root element. */
const MAX_TAG_LENGTH = 1 << 16;

function rootAttributes(markup: string): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  const tag = /^<[^\s"'<>]+(?:[^"'<>]|"[^"]*"|'[^']*')*/.exec(markup.slice(0, MAX_TAG_LENGTH));
  for (const [, name = '', first, second] of (tag?.[0] ?? '').matchAll(
    /\s([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
  )) {
    found.set(name, first ?? second ?? '');
  }
  return found;
}

/** CSS px of the absolute units, and of the relative ones at the usual font size (CSS Values 4, 6). */
const PX_PER_UNIT: Readonly<Record<string, number>> = {
  '': 1, px: 1, pt: 4 / 3, pc: 16, in: 96, cm: 96 / 2.54, mm: 96 / 25.4, q: 96 / 101.6, em: 16, rem: 16, ex: 8,
}; // prettier-ignore

/** Returns a length in px; undefined for percentages, and for what is no length. */
function lengthInPx(value: string | undefined): number | undefined {
  const [, number, unit = ''] =
    /^\s*\+?(\d+\.?\d*(?:e[+-]?\d+)?|\.\d+)([a-z]*)\s*$/i.exec(value ?? '') ?? [];
  const px = Number(number) * (PX_PER_UNIT[unit.toLowerCase()] ?? Number.NaN);
  return isSide(px) ? px : undefined;
}

function viewBox(value: string | undefined): Size | undefined {
  const [, , width = 0, height = 0] = (value ?? '')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  return isSide(width) && isSide(height) ? { width, height } : undefined;
}

/** Numbers beyond this make a ratio that no image has. */
function isSide(px: number): boolean {
  return px >= 1e-3 && px <= 1e9;
}
