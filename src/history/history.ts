import * as z from 'zod/mini';
import { OUTCOMES } from '../errors.ts';
import { IMAGE_TYPES } from '../image/formats/inspect.ts';
import { Strokes } from '../image/region/strokes.ts';
import { Mark } from './mark.ts';

/** Years of work for most users. */
export const MAX_ENTRIES = 10_000;
/** In bytes of UTF-8, of the whole file: prompts can be long, so a number of entries alone is no limit. Most entries take 600 bytes. */
export const MAX_BYTES = 20_000_000;
/** In UTF-16 units. Longer prompts are cut, so that one prompt can't take the place of all others. */
export const MAX_PROMPT_LENGTH = 20_000;

/** The latest time of a `Date` (ECMA-262), in ms since 1970. A later one has no text. */
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
  /** In bytes. The facts are missing where another image of the same reply couldn't be saved. */
  size: z.optional(Count),
  /** In px; 0 where the bytes don't tell. */
  width: z.optional(Count),
  height: z.optional(Count),
  type: z.catch(z.optional(z.enum(IMAGE_TYPES)), undefined),
  mark: z.catch(z.optional(Mark), undefined),
  /** The file was moved into the bin: its URI there, and when, in ms since 1970. */
  deleted: z.catch(z.optional(z.object({ binned: Text, at: Count })), undefined),
});

const HistoryEntry = z.object({
  /** The run's ID. */
  id: z.string().check(z.minLength(1), z.maxLength(64)),
  /** When the run ended, or when it was sent while no end is known, in ms since 1970. */
  at: z.number().check(z.gte(0), z.lte(LAST_MOMENT)),
  operation: z.enum(['generate', 'edit']),
  prompt: z.string().check(z.maxLength(MAX_PROMPT_LENGTH)),
  /** URIs. The first one is the source. */
  images: z.array(Text).check(z.maxLength(100)),
  /** The gateway's ID. */
  gateway: Text,
  /** The model's ID or alias, as the user entered it. */
  model: Text,
  /** The ratio that was sent; missing where the model chose. */
  aspectRatio: z.optional(Text),
  imageSize: z.optional(Text),
  /** The exact size that was asked for. The ratio and the size of the request follow from it. */
  size: z.catch(z.optional(Text), undefined),
  background: z.catch(z.optional(z.literal('transparent')), undefined),
  /** The marked region of the source. Empty: the marks were too large to store. Missing: no region was marked. */
  region: z.catch(z.optional(Strokes), undefined),
  /** `sent` until the run's end replaces the entry. It stays when the window closes during the run. */
  outcome: z.enum([...OUTCOMES, 'sent']),
  /** The message of a failure. */
  message: z.optional(Text),
  /** The gateway's id of a task that it made of the request. */
  task: z.catch(z.optional(Text), undefined),
  results: z.array(HistoryResult).check(z.maxLength(100)),
  warnings: z.array(Text),
  /** The text that the model sent along with its images. */
  remark: z.catch(z.optional(Text), undefined),
  usage: z.optional(Usage),
  /** The duration of the run. */
  ms: Count,
});

/** A run: the request, and its results or failure. Never contains a key or image bytes. */
export type HistoryEntry = Readonly<z.infer<typeof HistoryEntry>>;
export type HistoryResult = Readonly<z.infer<typeof HistoryResult>>;

/** The entries in the order of the file, oldest first. */
export type History = readonly HistoryEntry[];

/** Parses a line of the file; undefined if it isn't an entry. Never throws: losing an entry loses no image. */
export function parseEntry(line: string): HistoryEntry | undefined {
  try {
    const parsed = HistoryEntry.safeParse(JSON.parse(line));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
