import { setImmediate } from 'node:timers/promises';

import { completeJson } from './truncatedJson.ts';

/** More than any stream has, with one event per few hundred bytes of image. With more, it isn't a reply. */
const MAX_VALUES = 50_000;
/** How many values one turn of the event loop parses: about a millisecond of work. */
export const VALUES_PER_TURN = 64;

/** The JSON documents in a reply whose payloads were taken out. */
export interface Documents {
  /** One JSON value, the elements of an array, or one value per event. */
  readonly values: readonly unknown[];
  /** The readable part of a last value that was truncated. */
  readonly unfinished?: unknown;
  /** Set when the reply isn't JSON, or not to its end. */
  readonly notJson?: 'html' | 'text' | 'truncated';
  /** The whole reply, when none of it is JSON or HTML. */
  readonly text?: string;
}

const TOO_MANY: Documents = { values: [], notJson: 'text' };

/**
 * Finds the JSON documents in a reply: a value, an array, server-sent events, or values among other
 * text. Goes by the content alone: gateways send events as `application/json`, and one-hub sends
 * line breaks while it waits, then JSON.
 *
 * @param skeleton the reply without its payloads
 */
export async function readDocuments(skeleton: string): Promise<Documents> {
  const documents = await readFramed(skeleton);
  return documents.values.length > MAX_VALUES ? TOO_MANY : documents;
}

async function readFramed(skeleton: string): Promise<Documents> {
  const text = skeleton.replace(/^\uFEFF/, '').trim();
  if (text === '') return { values: [] };
  const whole = parse(text);
  if (whole !== undefined) return { values: spread(whole.value) };
  if (looksLikeHtml(text)) return { values: [], notJson: 'html' };
  if (/^(?:data|event|id|retry)\s*:|^:|[\r\n](?:data:|:)/.test(text)) return readEvents(text);
  return await readValues(text);
}

type Parsed = { readonly value: unknown } | undefined;

function parse(text: string): Parsed {
  try {
    const value: unknown = JSON.parse(text);
    return { value };
  } catch {
    return undefined;
  }
}

/** Spreads an array: in a stream without `alt=sse`, its elements are the events. */
function spread(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/** Adds values one by one: an array may have more elements than a call takes arguments. */
function addAll(values: unknown[], more: readonly unknown[]): void {
  for (const one of more) values.push(one);
}

function looksLikeHtml(text: string): boolean {
  return /^\s*<(?:!doctype|!--|\?xml|(?:html|head|body|center|title|script|style|h1|div|p)\b)/i.test(
    text.slice(0, 256),
  );
}

/** Parses one event. Its data lines form one value; where a gateway omits blank lines, one value each. */
function parseEvent(lines: readonly string[]): readonly (readonly [string, Parsed])[] {
  const text = lines.join('\n');
  const whole = parse(text);
  const isOne = whole !== undefined || lines.length === 1 || parse(lines[0] ?? '') === undefined;
  return isOne ? [[text, whole]] : lines.map((line) => [line, parse(line)] as const);
}

/** Yields the lines of a text with any of the three line endings. */
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
 * Yields the data lines of each server-sent event (WHATWG HTML, 9.2.6). Lines without a field come last,
 * as one more event: some gateways end with an unframed value, or send one value per line.
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
  // A stream may end without a blank line. The JSON of the event tells whether it is whole.
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
    if (values.length > MAX_VALUES) return TOO_MANY;
    if (++turns % VALUES_PER_TURN === 0) await setImmediate();
  }
  const [lastText, parsed] = last;
  // Nothing but heartbeats.
  if (lastText === '') return { values };
  if (parsed !== undefined) return { values };
  const rest = parse(completeJson(lastText));
  return {
    values,
    notJson: 'truncated',
    ...(rest === undefined ? {} : { unfinished: rest.value }),
  };
}

/** Returns the index after the JSON value that begins at `start`; -1 when it has no end. */
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

/** Returns whether a value can be a reply or an error: `[1]` in a sentence is neither. */
function isDocument(value: unknown): boolean {
  const first: unknown = Array.isArray(value) ? (value as readonly unknown[])[0] : value;
  return typeof first === 'object' && first !== null;
}

/**
 * Reads the JSON values in a text: relays stream them without framing, and servers put warnings before,
 * between, or after them. Ignores everything that isn't JSON.
 */
async function readValues(text: string): Promise<Documents> {
  const values: unknown[] = [];
  let at = 0;
  for (let turn = 1; ; turn++) {
    const offset = text.slice(at).search(/[{[]/);
    if (offset < 0) break;
    const start = at + offset;
    const end = endOfValue(text, start);
    if (end < 0) return readTruncated(values, text, start);
    const parsed = parse(text.slice(start, end));
    if (parsed !== undefined && isDocument(parsed.value)) addAll(values, spread(parsed.value));
    if (Math.max(turn, values.length) > MAX_VALUES) return TOO_MANY;
    if (turn % VALUES_PER_TURN === 0) await setImmediate();
    at = end;
  }
  if (values.length > 0) return { values };
  return /^[{[]/.test(text) ? { values, notJson: 'truncated' } : { values, notJson: 'text', text };
}

/** Reads as much as possible of a last value that has no end. */
function readTruncated(values: readonly unknown[], text: string, start: number): Documents {
  // A bracket in the middle of a sentence doesn't begin a value.
  if (start > 0 && values.length === 0) return { values, notJson: 'text', text };
  const rest = parse(completeJson(text.slice(start)));
  if (rest === undefined) return { values, notJson: 'truncated' };
  const parts = spread(rest.value);
  // In a truncated array, every element but the last is whole.
  return text[start] === '['
    ? { values: [...values, ...parts.slice(0, -1)], unfinished: parts.at(-1), notJson: 'truncated' }
    : { values, unfinished: rest.value, notJson: 'truncated' };
}
