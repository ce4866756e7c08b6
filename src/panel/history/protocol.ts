import * as z from 'zod/mini';
import { Mark } from '../../history/mark.ts';
import { Id } from '../../page/id.ts';
import { IMAGE_ACTIONS } from '../results/protocol.ts';

/** The messages, views, and strings of the history. */

/** Items that the page asks for at once. */
export const MAX_RANGE = 200;
/** The length of a search in UTF-16 units. */
export const MAX_SEARCH_LENGTH = 200;

/** An image of a run by its index, or a run without one: -1. */
const ItemName = z.strictObject({
  entry: Id,
  index: z.int().check(z.gte(-1), z.lt(100)),
  /** The name of its file. The page can show a list from before another image of the run was removed. */
  file: z.optional(z.string().check(z.maxLength(1000))),
});
export type ItemName = Readonly<z.infer<typeof ItemName>>;

/** `show`: opens the image on the stage. `restore`: takes its file out of the bin. The others are those of results, which every item offers. */
const ITEM_ACTIONS = ['show', 'restore', ...IMAGE_ACTIONS] as const;
export type ItemAction = (typeof ITEM_ACTIONS)[number];

export const HISTORY_FROM_PANEL = [
  /** Shows the items that match, and every change of them until `history-close`. */
  z.strictObject({
    type: z.literal('history'),
    search: z.string().check(z.maxLength(MAX_SEARCH_LENGTH)),
  }),
  z.strictObject({ type: z.literal('history-close') }),
  /** Asks for some items of a list, by their places. The page has to ask only for those that it shows. */
  z.strictObject({
    type: z.literal('history-range'),
    list: z.int().check(z.gte(0)),
    from: z.int().check(z.gte(0)),
    count: z.int().check(z.gte(1), z.lte(MAX_RANGE)),
  }),
  z.strictObject({
    type: z.literal('history-item'),
    item: ItemName,
    action: z.enum(ITEM_ACTIONS),
  }),
  z.strictObject({ type: z.literal('history-clear') }),
  /** Puts back what was removed last. */
  z.strictObject({ type: z.literal('history-undo') }),
  /** Dismisses the notice about the last removal. */
  z.strictObject({ type: z.literal('history-forget-removed') }),
] as const;
export type HistoryFromPanel = Readonly<z.infer<(typeof HISTORY_FROM_PANEL)[number]>>;

const ItemView = z.object({
  name: ItemName,
  /** The time of the run's end, without its day. */
  when: z.string(),
  prompt: z.string(),
  /** The names of the images of the request, the source first. */
  from: z.string(),
  /** The outcome in a few words. */
  outcome: z.string(),
  end: z.enum(['saved', 'cancelled', 'failed', 'running', 'open']),
  /** Ratio, size, model, gateway, time, and tokens in one line. */
  facts: z.string(),
  /** The message of a failure, and warnings. */
  notes: z.string(),
  actions: z.array(z.enum(IMAGE_ACTIONS)),
  image: z.optional(
    z.object({
      file: z.string(),
      isMissing: z.boolean(),
      /** It was deleted, and is still in the bin. */
      isDeleted: z.optional(z.literal(true)),
      /** Size in px, type, and bytes in one line; empty if the entry has no facts. */
      details: z.string(),
      /** An address that the webview can load; absent if it can't or should not. */
      src: z.optional(z.string()),
      mark: z.optional(Mark),
    }),
  ),
});
export type ItemView = Readonly<z.infer<typeof ItemView>>;

const DayView = z.object({
  label: z.string(),
  /** The number of its items. */
  count: z.int().check(z.gte(1)),
});
export type DayView = Readonly<z.infer<typeof DayView>>;

const Range = {
  /** The number of the list: a new one for every search and change. */
  list: z.int(),
  /** The place of the first one. */
  from: z.int(),
  items: z.array(ItemView),
};

const ListView = z.object({
  ...Range,
  search: z.string(),
  /** The number of items, whether or not they match. */
  all: z.int(),
  /** Newest first. Their counts give every item its place before it arrives. */
  days: z.array(DayView),
});
export type ListView = Readonly<z.infer<typeof ListView>>;

export const HistoryView = z.object({
  /** The last removal, while it can be undone. */
  removed: z.optional(z.string()),
});
export type HistoryView = Readonly<z.infer<typeof HistoryView>>;

export const HISTORY_TO_PANEL = [
  z.object({ type: z.literal('history'), history: ListView }),
  z.object({ type: z.literal('history-items'), ...Range }),
] as const;

export const HISTORY_STRINGS = [
  'history',
  'historySearch',
  'historyStarred',
  'historyAll',
  'historyFound',
  'historyEmpty',
  'historyNone',
  'historyShow',
  'historyClear',
  'historyMissing',
  'historyDeleted',
  'historyRestore',
  'historyFrom',
  'historyLoading',
] as const;
