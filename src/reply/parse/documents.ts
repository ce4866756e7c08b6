import { setImmediate } from 'node:timers/promises';

import { closeJson } from './truncatedJson.ts';

/** More events than any stream has, one per few hundred bytes of image included. A reply with more is none. */
const MOST_VALUES = 50_000;
/** What one turn of the event loop reads: a millisecond or so. */
export const VALUES_PER_TURN = 64;

/** What the skeleton of a reply turned out to be. */
export interface Documents {
  /** The JSON values of the reply: one, the elements of an array, or one per event. */
  readonly values: readonly unknown[];
  /** The readable part of a last value that was cut off. */
  readonly unfinished?: unknown;
  /** Set where something of the reply is no JSON. */
  readonly foreign?: 'html' | 'text' | 'cut';
  /** The reply as text, where it is none of JSON. */
  readonly text?: string;
}

const TOO_MANY: Documents = { values: [], foreign: 'text' };

type Parsed = { readonly value: unknown } | undefined;

function parse(text: string): Parsed {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return undefined;
  }
}

/** The elements of a streamed array are values of their own (a stream without `alt=sse`). */
function spread(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/** One by one: an array may have more elements than a call takes arguments. */
function addAll(values: unknown[], more: readonly unknown[]): void {
  for (const one of more) values.push(one);
}

function looksLikeHtml(text: string): boolean {
  return /^\s*<(?:!doctype|!--|\?xml|(?:html|head|body|center|title|script|style|h1|div|p)\b)/i.test(
    text.slice(0, 256),
  );
}

/** One event: its data lines make one value, or, where a gateway leaves out blank lines, one each. */
function parseEvent(lines: readonly string[]): readonly (readonly [string, Parsed])[] {
  const text = lines.join('\n');
  const whole = parse(text);
  const isOne = whole !== undefined || lines.length === 1 || parse(lines[0] ?? '') === undefined;
  return isOne ? [[text, whole]] : lines.map((line) => [line, parse(line)] as const);
}

/** The lines of a text, whichever of the three line ends it has. */
function* linesOf(text: string): Generator<string> {
  const ends = /\r\n|\n|\r/g;
  let start = 0;
  for (let end = ends.exec(text); end !== null; end = ends.exec(text)) {
    yield text.slice(start, end.index);
    start = ends.lastIndex;
  }
  yield text.slice(start);
}

/**
 * The data of server-sent events (WHATWG HTML, 9.2.6), one list of lines each. Lines that have no
 * field are one event at the end: a gateway's last word without framing, or one value per line.
 */
function* eventsOf(text: string): Generator<readonly string[]> {
  let data: string[] = [];
  const loose: string[] = [];
  for (const line of linesOf(text)) {
    if (line === '') {
      if (data.length > 0) yield data;
      data = [];
    } else if (line.startsWith('data:')) {
      const value = line.slice(5).trim();
      if (value !== '' && value !== '[DONE]') data.push(value);
    } else if (!/^(?::|(?:event|id|retry)\s*:)/.test(line)) {
      loose.push(line);
    }
  }
  // No blank line after the last event: its JSON tells whether it is whole.
  if (data.length > 0) yield data;
  if (loose.length > 0) yield loose;
}

async function readEvents(text: string): Promise<Documents> {
  const values: unknown[] = [];
  let last: readonly [string, Parsed] = ['', undefined];
  let turns = 0;
  for (const lines of eventsOf(text)) {
    for (const one of parseEvent(lines)) {
      last = one;
      if (one[1] !== undefined) addAll(values, spread(one[1].value));
    }
    if (values.length > MOST_VALUES) return TOO_MANY;
    if (++turns % VALUES_PER_TURN === 0) await setImmediate();
  }
  const [lastText, parsed] = last;
  if (parsed !== undefined) return { values };
  const rest = parse(closeJson(lastText));
  return { values, foreign: 'cut', ...(rest === undefined ? {} : { unfinished: rest.value }) };
}

/** The index behind the JSON value that begins at `start`; -1 where it has no end. */
function endOfValue(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let i = start; i < text.length; i++) {
    const char = text[i];
    if (inString) {
      if (char === '\\') i++;
      else if (char === '"') inString = false;
    } else if (char === '"') inString = true;
    else if (char === '{' || char === '[') depth++;
    else if ((char === '}' || char === ']') && --depth === 0) return i + 1;
  }
  return -1;
}

/** Whether a value can be a reply or an error: `[1]` in a sentence is neither. */
function isDocument(value: unknown): boolean {
  const first: unknown = Array.isArray(value) ? (value as readonly unknown[])[0] : value;
  return typeof first === 'object' && first !== null;
}

/**
 * The JSON values in a text, one after the other: as relays stream without framing, or with a server's words before, between
 * or after them. What is no JSON there says nothing.
 */
async function readValues(text: string): Promise<Documents> {
  const values: unknown[] = [];
  let at = 0;
  for (let turn = 1; ; turn++) {
    const offset = text.slice(at).search(/[{[]/);
    if (offset < 0) break;
    const start = at + offset;
    const end = endOfValue(text, start);
    if (end < 0) return readCut(values, text, start);
    const parsed = parse(text.slice(start, end));
    if (parsed !== undefined && isDocument(parsed.value)) addAll(values, spread(parsed.value));
    if (Math.max(turn, values.length) > MOST_VALUES) return TOO_MANY;
    if (turn % VALUES_PER_TURN === 0) await setImmediate();
    at = end;
  }
  if (values.length > 0) return { values };
  return /^[{[]/.test(text) ? { values, foreign: 'cut' } : { values, foreign: 'text', text };
}

/** What can be read of a last value that has no end. */
function readCut(values: readonly unknown[], text: string, start: number): Documents {
  // A bracket in a sentence begins nothing.
  if (start > 0 && values.length === 0) return { values, foreign: 'text', text };
  const rest = parse(closeJson(text.slice(start)));
  if (rest === undefined) return { values, foreign: 'cut' };
  const parts = spread(rest.value);
  // Of an array that was cut, everything but the last element is whole.
  return text[start] === '['
    ? { values: [...values, ...parts.slice(0, -1)], unfinished: parts.at(-1), foreign: 'cut' }
    : { values, unfinished: rest.value, foreign: 'cut' };
}

/** Reads a skeleton by what is in it: the content type has no vote. */
export async function readDocuments(skeleton: string): Promise<Documents> {
  const documents = await readFramed(skeleton);
  return documents.values.length > MOST_VALUES ? TOO_MANY : documents;
}

async function readFramed(skeleton: string): Promise<Documents> {
  const text = skeleton.replace(/^\uFEFF/, '').trim();
  if (text === '') return { values: [] };
  const whole = parse(text);
  if (whole !== undefined) return { values: spread(whole.value) };
  if (looksLikeHtml(text)) return { values: [], foreign: 'html' };
  if (/^(?:data|event|id|retry)\s*:|^:|[\r\n](?:data:|:)/.test(text)) return readEvents(text);
  return await readValues(text);
}
