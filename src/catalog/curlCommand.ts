/** What Easel takes out of a curl command. Its other options say nothing about a gateway. */
export interface CurlCommand {
  /** As it was written, with its query; undefined for a command without an address. */
  readonly url: string | undefined;
  /** From a header or an option. A key in the address is still there. */
  readonly key?: string;
}

/** Behind a prompt of a shell, or inside a block of Markdown. */
const CURL =
  /^[\s`$>#%\u200b\ufeff]*(?:(?:bash|zsh|sh|shell|console|powershell)\s+)?curl(?:\.exe)?(?=\s|$)/i;

/** The one-letter options of curl that take a value. */
const SHORT_WITH_VALUE = 'AbcCdDeEFhHKmoPQrtTuUwxXyYz';
/** Of the long ones, those that documentation of an HTTP API shows. */
const LONG_WITH_VALUE =
  /^--(?:header|request|data(?:-\w+)?|json|form(?:-string)?|output|user(?:-agent)?|referer|cookie(?:-jar)?|max-time|connect-timeout|retry(?:-\w+)?|proxy(?:-\w+)?|upload-file|write-out|dump-header|cacert|cert|resolve|config|url-query)$/;

const KEY_HEADER = /^\s*(?:x-goog-api-key|x-api-key|api-key|authorization)\s*:\s*(.*)$/is;
/** Of the schemes of `Authorization`, only this one carries a key as it is. */
const SCHEME_OF_KEY = /^bearer\s+/i;

/** What documentation prints in place of a key. */
const PLACEHOLDER =
  /^(?:[$<{%[`].*|.*\*{3}.*|(?:sk-|AIza)?(?:your\b|your[-_]|insert[-_]|replace[-_]|\.{2,}|…|x{3,}$).*|.*(?:\.{3}|…)|\.*|x+|(?:\w+[-_])?(?:api[-_]?)?(?:key|token)(?:[-_]here)?|(?:gemini|google|openai)[-_]api[-_]?key.*)$/i;

/** Tells whether a text stands in place of a key in documentation: `$GEMINI_API_KEY`, `YOUR_API_KEY`, `<key>`. */
export function isPlaceholderKey(text: string): boolean {
  return PLACEHOLDER.test(text.trim());
}

/** Reads a curl command as users paste it from documentation. Undefined: the text is something else. */
export function readCurl(text: string): CurlCommand | undefined {
  const start = CURL.exec(text);
  if (start === null) return undefined;
  const found = classifyWords(wordsOf(text.slice(start[0].length)));
  const isUrl = (word: string) => /^https?:\/\//i.test(word);
  const isHost = (word: string) => /^[\w-]+(?:\.[\w-]+)*(?:[.:]\w+)/.test(word);
  const url = found.addresses.find(isUrl) ?? found.addresses.find(isHost);
  const origins = new Set(found.addresses.filter((word) => URL.canParse(word)).map(originOf));
  // Of several hosts, a key could belong to another one than the address.
  const headers = origins.size > 1 ? [] : found.headers;
  const key = headers.map(keyOf).find((one) => one !== undefined);
  return { url, ...(key !== undefined && { key }) };
}

function originOf(address: string): string {
  return new URL(address).origin;
}

/** Tells addresses, headers, and the values of other options apart. Another request of the same command is another matter. */
function classifyWords(words: readonly string[]) {
  const addresses: string[] = [];
  const headers: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (/^(?:--next|-:|curl(?:\.exe)?)$/i.test(word)) break;
    const { name, value } = optionOf(word);
    if (name === undefined) {
      addresses.push(word);
      continue;
    }
    if (name === '') continue;
    const given = value ?? words[++at] ?? '';
    if (name === '--url') addresses.unshift(given);
    if (name === '-H' || name === '--header') headers.push(given);
    if (name === '--oauth2-bearer') headers.push(`Authorization: Bearer ${given}`);
  }
  return { addresses, headers };
}

/**
 * Reads one word as an option.
 *
 * @returns `name`: undefined for a word that is no option, empty for an option without a value. `value`: set if the word contains it
 */
function optionOf(word: string): { readonly name?: string; readonly value?: string } {
  if (!word.startsWith('-') || word === '-') return {};
  if (word.startsWith('--')) {
    const takesValue = word === '--url' || word === '--oauth2-bearer' || LONG_WITH_VALUE.test(word);
    return { name: takesValue ? word : '' };
  }
  // Letters join: `-sSX POST`, `-sH"x-goog-api-key: …"`.
  const at = word.search(new RegExp(`(?!^)[${SHORT_WITH_VALUE}]`));
  if (at < 0) return { name: '' };
  const rest = word.slice(at + 1);
  return { name: `-${word.charAt(at)}`, ...(rest !== '' && { value: rest }) };
}

function keyOf(header: string): string | undefined {
  const value = KEY_HEADER.exec(header)?.[1]?.trim() ?? '';
  const isAuthorization = /^\s*authorization/i.test(header);
  if (isAuthorization && !SCHEME_OF_KEY.test(value)) return undefined;
  const key = value.replace(SCHEME_OF_KEY, '').trim();
  return /\s/.test(key) || isPlaceholderKey(key) ? undefined : key;
}

/**
 * Splits a command into words as a shell does: quotes group, and a backslash makes the next character an ordinary one. A box of one
 * line removes line breaks, so a backslash or a caret in front of white space or an option continues a line. A missing quote ends at
 * the end of the text. What follows a pipe, a redirection, or the end of the command isn't read.
 */
function wordsOf(text: string): readonly string[] {
  // Chrome copies commands for Windows with a caret in front of every quote.
  const straight = text.replaceAll('^"', '"');
  const isPrinted = !/["']/.test(straight);
  const plain = isPrinted ? straight.replace(/[“”„]/g, '"').replace(/[‘’]/g, "'") : straight;
  const piece =
    /\s+|([|;>]|&(?=[\s&]|$))|[\\^`](?:\s+|(?=-))|'([^']*)'?|"((?:\\[^]|[^"\\])*)"?|[\\^]([^])|([^])/g;
  const words: string[] = [];
  let word: string | undefined;
  for (const [, end, single, double, escaped, other] of plain.matchAll(piece)) {
    if (end !== undefined) break;
    const part = single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? other;
    if (part !== undefined) {
      word = (word ?? '') + part;
      continue;
    }
    if (word !== undefined) words.push(word);
    word = undefined;
  }
  return word === undefined ? words : [...words, word];
}
