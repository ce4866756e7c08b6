import * as z from 'zod/mini';
import { OUTCOMES } from '../errors.ts';
import { IMAGE_TYPES } from '../image/formats/inspect.ts';
import { Strokes } from '../image/region/strokes.ts';

/** Months of work for most people; reading costs 10 to 20 µs of validation each while the code is cold. */
export const MOST_ENTRIES = 500;
/** Of the whole file: prompts may be long, so a count alone is no bound. In bytes of UTF-8. */
export const MOST_BYTES = 1_000_000;
/** In UTF-16 units; longer ones are cut, so that one prompt does not push out all the others. */
export const LONGEST_PROMPT = 20_000;

/** The end of time for a Date (ECMA-262): later than this none can be written out. */
const LAST_MOMENT = 8.64e15;

const Text = z.string().check(z.maxLength(4000));
const Count = z.number().check(z.gte(0));
const ByModality = z.record(z.string(), z.number());

const Usage = z.object({
  promptTokens: z.optional(z.number()),
  outputTokens: z.optional(z.number()),
  thoughtsTokens: z.optional(z.number()),
  totalTokens: z.optional(z.number()),
  outputByModality: z.optional(ByModality),
  promptByModality: z.optional(ByModality),
});

const HistoryResult = z.object({
  uri: Text,
  /** In bytes. Facts are missing where another image of the same reply could not be saved. */
  size: z.optional(Count),
  /** In px; 0 where the bytes do not say. */
  width: z.optional(Count),
  height: z.optional(Count),
  type: z.catch(z.optional(z.enum(IMAGE_TYPES)), undefined),
});

const HistoryEntry = z.object({
  /** The run's. */
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  /** When it ended, or was sent where no end is known: ms since 1970. */
  at: z.number().check(z.gte(0), z.lte(LAST_MOMENT)),
  operation: z.enum(['generate', 'edit']),
  prompt: z.string().check(z.maxLength(LONGEST_PROMPT)),
  /** URIs; the first is the source. */
  images: z.array(Text).check(z.maxLength(100)),
  /** Its id. */
  gateway: Text,
  /** As the user named it. */
  model: Text,
  /** What was sent; missing: left to the model. */
  aspectRatio: z.optional(Text),
  imageSize: z.optional(Text),
  /** What of the source was marked; none: more than is remembered; missing: all of it was to change. */
  region: z.catch(z.optional(Strokes), undefined),
  /** `sent`: its end replaces this entry; one that keeps it still goes on, or its window was closed. */
  outcome: z.enum([...OUTCOMES, 'sent']),
  /** What the user was told of a failure. */
  message: z.optional(Text),
  results: z.array(HistoryResult).check(z.maxLength(100)),
  warnings: z.array(Text),
  usage: z.optional(Usage),
  /** How long the run took. */
  ms: Count,
});

/** What was asked with what, and what came of it. Never a key, never image bytes. */
export type HistoryEntry = Readonly<z.infer<typeof HistoryEntry>>;
export type HistoryResult = Readonly<z.infer<typeof HistoryResult>>;

/** The oldest first, as they lie in the file. */
export type History = readonly HistoryEntry[];

/** With one more at the end; an entry of the same run makes room for it, and so do the oldest when there are too many. */
export function addEntry(history: History, entry: HistoryEntry): History {
  return [...removeEntry(history, entry.id), entry].slice(-MOST_ENTRIES);
}

/** In the place of what is known of the same run, so that no list moves; what was forgotten meanwhile stays forgotten. */
export function replaceEntry(history: History, entry: HistoryEntry): History {
  return history.map((other) => (other.id === entry.id ? entry : other));
}

export function removeEntry(history: History, id: string): History {
  return history.filter((entry) => entry.id !== id);
}

/** JSON lines, within `MOST_BYTES`: the oldest entries that do not fit are left out. */
export function serializeHistory(history: History): string {
  const lines: string[] = [];
  let bytes = 0;
  for (const entry of history.slice(-MOST_ENTRIES).toReversed()) {
    const line = `${JSON.stringify(entry)}\n`;
    bytes += Buffer.byteLength(line);
    if (bytes > MOST_BYTES) break;
    lines.push(line);
  }
  return lines.toReversed().join('');
}

/**
 * Never throws: a line that is no entry is left out, and the others stay. What is lost here is a memory; the images
 * themselves are files of the user's.
 */
export function parseHistory(text: string): History {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.slice(-MOST_ENTRIES).flatMap((line) => parseEntry(line) ?? []);
}

function parseEntry(line: string): HistoryEntry | undefined {
  try {
    const parsed = HistoryEntry.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
