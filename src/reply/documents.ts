import { closeJson } from './closeJson.ts';

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

function looksLikeHtml(text: string): boolean {
  return /^\s*<(?:!doctype|!--|\?xml|(?:html|head|body|center|title|script|style|h1|div|p)\b)/i.test(
    text.slice(0, 256),
  );
}

/** One event: its data lines make one value, or, where a gateway leaves out blank lines, one each. */
function parseEvent(lines: readonly string[]): readonly Parsed[] {
  const whole = parse(lines.join('\n'));
  if (whole !== undefined || lines.length === 1 || parse(lines[0] ?? '') === undefined)
    return [whole];
  return lines.map(parse);
}

/** The data of server-sent events (WHATWG HTML, 9.2), and lines without a field, as they come. */
function eventsOf(text: string): { events: string[][]; loose: string[] } {
  const events: string[][] = [];
  const loose: string[] = [];
  let data: string[] = [];
  for (const line of text.split(/\r\n|\n|\r/)) {
    if (line === '') {
      if (data.length > 0) events.push(data);
      data = [];
    } else if (line.startsWith('data:')) {
      const value = line.slice(5).trim();
      if (value !== '' && value !== '[DONE]') data.push(value);
    } else if (!/^(?::|(?:event|id|retry)\s*:)/.test(line)) {
      loose.push(line);
    }
  }
  // No blank line after the last event: its JSON tells whether it is whole.
  if (data.length > 0) events.push(data);
  return { events, loose };
}

function readEvents(text: string): Documents {
  const { events, loose } = eventsOf(text);
  const values: unknown[] = [];
  let last: Parsed;
  let lastText = '';
  for (const lines of loose.length > 0 ? [...events, loose] : events) {
    const parsed = parseEvent(lines);
    for (const [i, one] of parsed.entries()) {
      last = one;
      lastText = parsed.length === 1 ? lines.join('\n') : (lines[i] ?? '');
      if (one !== undefined) values.push(...spread(one.value));
    }
  }
  if (last !== undefined) return { values };
  const rest = parse(closeJson(lastText));
  return { values, foreign: 'cut', ...(rest === undefined ? {} : { unfinished: rest.value }) };
}

/** Reads a skeleton by what is in it: the content type has no vote. */
export function readDocuments(skeleton: string): Documents {
  const text = skeleton.replace(/^\uFEFF/, '').trim();
  if (text === '') return { values: [] };
  const whole = parse(text);
  if (whole !== undefined) return { values: spread(whole.value) };
  if (looksLikeHtml(text)) return { values: [], foreign: 'html' };
  if (/^(?:data|event|id|retry)\s*:|^:|[\r\n](?:data:|:)/.test(text)) return readEvents(text);
  // One value per line, as some relays stream.
  const [firstLine = '', ...moreLines] = text.split('\n', 2);
  if (moreLines.length > 0 && parse(firstLine) !== undefined) return readEvents(text);
  if (text.startsWith('{') || text.startsWith('[')) {
    const rest = parse(closeJson(text));
    if (rest !== undefined) {
      const values = spread(rest.value);
      // Of an array that was cut, everything but the last element is whole.
      return text.startsWith('[')
        ? { values: values.slice(0, -1), unfinished: values.at(-1), foreign: 'cut' }
        : { values: [], unfinished: rest.value, foreign: 'cut' };
    }
    return { values: [], foreign: 'cut' };
  }
  return { values: [], foreign: 'text', text };
}
