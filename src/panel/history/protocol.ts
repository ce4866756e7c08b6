import * as z from 'zod/mini';
import { Id } from '../../page/id.ts';

/** The history's messages between the panel and its host; `panelProtocol.ts` parses them with all others. */

/** So many entries are drawn at once; the next ones when the user asks for them. */
export const HISTORY_PAGE = 50;
/** As many as are kept. */
export const MOST_SHOWN = 500;
/** Of what is searched for, in UTF-16 units. */
export const LONGEST_SEARCH = 200;

/** What can be done with an earlier run, and with one of its results. */
export const ENTRY_ACTIONS = ['reuse', 'forget'] as const;
export const HISTORY_RESULT_ACTIONS = ['open', 'reveal', 'use-as-source'] as const;

/** What of the history is looked at. */
export const HistoryQuery = z.strictObject({
  search: z.string().check(z.maxLength(LONGEST_SEARCH)),
  /** The newest of those found, at most so many. */
  most: z.int().check(z.gte(1), z.lte(MOST_SHOWN)),
});
export type HistoryQuery = Readonly<z.infer<typeof HistoryQuery>>;

export const HISTORY_FROM_PANEL = [
  z.strictObject({ type: z.literal('history'), query: HistoryQuery }),
  /** It is looked at no longer. */
  z.strictObject({ type: z.literal('history-close') }),
  z.strictObject({ type: z.literal('history-entry'), entry: Id, action: z.enum(ENTRY_ACTIONS) }),
  z.strictObject({
    type: z.literal('history-result'),
    entry: Id,
    /** Its place among the entry's results. */
    result: z.int().check(z.gte(0), z.lt(100)),
    action: z.enum(HISTORY_RESULT_ACTIONS),
  }),
  z.strictObject({ type: z.literal('history-clear') }),
] as const;
export type HistoryFromPanel = Readonly<z.infer<(typeof HISTORY_FROM_PANEL)[number]>>;

export function isOfHistory(message: { readonly type: string }): message is HistoryFromPanel {
  return HISTORY_FROM_PANEL.some(({ shape }) => shape.type.def.values[0] === message.type);
}

const FileView = z.object({
  name: z.string(),
  /** The file is there no longer. */
  gone: z.boolean(),
});

const HistoryResultView = z.extend(FileView, {
  /** Size in px, type and bytes as one line; empty where nobody noted them down. */
  details: z.string(),
  /** An address that the webview may load; absent where it cannot or should not. */
  src: z.optional(z.string()),
});
export type HistoryResultView = Readonly<z.infer<typeof HistoryResultView>>;

const EntryView = z.object({
  id: Id,
  /** Day and time, as they are written where the user is. */
  when: z.string(),
  prompt: z.string(),
  /** The first is the source. */
  images: z.array(FileView),
  results: z.array(HistoryResultView),
  /** How it ended, in a few words. */
  outcome: z.string(),
  end: z.enum(['saved', 'cancelled', 'failed', 'running', 'open']),
  /** Model, gateway, ratio, size, time and tokens as one line. */
  facts: z.string(),
  /** What the user was told besides: of the failure, and warnings. */
  told: z.array(z.string()),
});
export type EntryView = Readonly<z.infer<typeof EntryView>>;

const HistoryView = z.object({
  query: HistoryQuery,
  /** How many runs there are, and in how many of them all words were found. */
  all: z.number(),
  found: z.number(),
  /** The newest first. */
  entries: z.array(EntryView),
});
export type HistoryView = Readonly<z.infer<typeof HistoryView>>;

export const HISTORY_TO_PANEL = [
  z.object({ type: z.literal('history'), history: HistoryView }),
] as const;
