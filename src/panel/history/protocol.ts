import * as z from 'zod/mini';
import { Id } from '../../page/id.ts';

/** The messages, views, and strings of the history. */

/** Entries that the page draws at once. The user can show more. */
export const HISTORY_PAGE = 50;
/** Entries that the history keeps. */
export const MAX_SHOWN = 500;
/** The length of a search in UTF-16 units. */
export const MAX_SEARCH_LENGTH = 200;

const ENTRY_ACTIONS = ['reuse', 'forget'] as const;
const HISTORY_RESULT_ACTIONS = ['open', 'reveal', 'use-as-source'] as const;
export type HistoryResultAction = (typeof HISTORY_RESULT_ACTIONS)[number];

/** Selects the entries to show. */
export const HistoryQuery = z.strictObject({
  search: z.string().check(z.maxLength(MAX_SEARCH_LENGTH)),
  /** How many matching entries to show, newest first. */
  most: z.int().check(z.gte(1), z.lte(MAX_SHOWN)),
});
export type HistoryQuery = Readonly<z.infer<typeof HistoryQuery>>;

export const HISTORY_FROM_PANEL = [
  /** Shows the history, and every change of it until `history-close`. */
  z.strictObject({ type: z.literal('history'), query: HistoryQuery }),
  z.strictObject({ type: z.literal('history-close') }),
  z.strictObject({ type: z.literal('history-entry'), entry: Id, action: z.enum(ENTRY_ACTIONS) }),
  z.strictObject({
    type: z.literal('history-result'),
    entry: Id,
    /** Index among the results of the entry. */
    result: z.int().check(z.gte(0), z.lt(100)),
    action: z.enum(HISTORY_RESULT_ACTIONS),
  }),
  z.strictObject({ type: z.literal('history-clear') }),
] as const;
export type HistoryFromPanel = Readonly<z.infer<(typeof HISTORY_FROM_PANEL)[number]>>;

const FileView = z.object({
  name: z.string(),
  isMissing: z.boolean(),
});

const HistoryResultView = z.extend(FileView, {
  /** Size in px, type, and bytes in one line; empty if the entry has no facts. */
  details: z.string(),
  /** An address that the webview can load; absent if it can't or should not. */
  src: z.optional(z.string()),
});
export type HistoryResultView = Readonly<z.infer<typeof HistoryResultView>>;

const EntryView = z.object({
  id: Id,
  /** The start of the run: the time of today, or day and time. */
  when: z.string(),
  prompt: z.string(),
  /** The first is the source. */
  images: z.array(FileView),
  results: z.array(HistoryResultView),
  /** The outcome in a few words. */
  outcome: z.string(),
  end: z.enum(['saved', 'cancelled', 'failed', 'running', 'open']),
  /** Ratio, size, model, gateway, time, and tokens in one line. */
  facts: z.string(),
  /** The message of a failure, and warnings. */
  notes: z.array(z.string()),
});
export type EntryView = Readonly<z.infer<typeof EntryView>>;

const HistoryView = z.object({
  query: HistoryQuery,
  /** The number of runs, and of those that match the search. */
  all: z.number(),
  found: z.number(),
  /** Newest first. */
  entries: z.array(EntryView),
});
export type HistoryView = Readonly<z.infer<typeof HistoryView>>;

export const HISTORY_TO_PANEL = [
  z.object({ type: z.literal('history'), history: HistoryView }),
] as const;

export const HISTORY_STRINGS = [
  'history',
  'historySearch',
  'historyShown',
  'historyFound',
  'historyEmpty',
  'historyNone',
  'historyMore',
  'historyReuse',
  'historyForget',
  'historyClear',
  'historyMissing',
  'historyOpen',
  'historyReveal',
  'historyUse',
  'historyFrom',
] as const;
