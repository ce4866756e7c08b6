import * as z from 'zod/mini';
import { STATUS_STRING_NAMES } from './stringsProtocol.ts';

/**
 * The messages between the Route Status page and the extension host. Each side parses what it receives and drops
 * anything invalid. The page refers to routes, gateways and sources only by keys from the host, so no address ever
 * comes from the page.
 */

/** A route's key contains its model id, and a free-text id may be long. */
const Key = z.string().check(z.minLength(1), z.maxLength(2000));

const FromStatusPage = z.discriminatedUnion('type', [
  /** The page can receive messages: after a start, after a reload, or when it becomes visible again. */
  z.strictObject({ type: z.literal('ready') }),
  /** Sets the gateway and the model of this route in the settings. */
  z.strictObject({ type: z.literal('use'), route: Key }),
  z.strictObject({ type: z.literal('retest'), route: Key }),
  /** Requests the gateway's model list. */
  z.strictObject({ type: z.literal('probe'), gateway: Key }),
  z.strictObject({ type: z.literal('open-source'), source: Key }),
  /** Deletes all of the user's observations after a confirmation. */
  z.strictObject({ type: z.literal('clear-observations') }),
]);
export type FromStatusPage = Readonly<z.infer<typeof FromStatusPage>>;

const StateView = z.enum(['working', 'caution', 'down', 'retired', 'unknown']);

const EvidenceView = z.object({
  state: StateView,
  /** The state in words, or “Note”. */
  label: z.string(),
  /** The source, its date, and its report. */
  text: z.string(),
  /** A page's claim, in Easel's own words. */
  claim: z.optional(z.string()),
  superseded: z.boolean(),
  old: z.boolean(),
  /** A page that the host can open. */
  source: z.optional(z.object({ id: Key, address: z.string() })),
});
export type EvidenceView = Readonly<z.infer<typeof EvidenceView>>;

const RouteView = z.object({
  key: Key,
  model: z.string(),
  operation: z.string(),
  state: StateView,
  /** The state in words. */
  label: z.string(),
  /** The state, its start, and its source. */
  sentence: z.string(),
  old: z.boolean(),
  /** When the model failed and when to try again. Absent: the breaker is closed. */
  breaker: z.optional(z.string()),
  /** The published price of an image. */
  price: z.optional(z.string()),
  /** The route of the settings. */
  isCurrent: z.boolean(),
  /** Something is known about it, or it is the current one. The page folds the others. */
  isKnown: z.boolean(),
  history: z.array(EvidenceView),
});
export type RouteView = Readonly<z.infer<typeof RouteView>>;

const GatewayView = z.object({
  id: Key,
  label: z.string(),
  /** The host, or “on this machine”. */
  location: z.string(),
  /** How many routes there are, and how many of them have which state. */
  summary: z.string(),
  /** It is the selected one, or the user has lately used it. The page folds the others. */
  isInUse: z.boolean(),
  /** The result of the last probe, or its progress. */
  probe: z.optional(z.object({ text: z.string(), isBusy: z.boolean() })),
  routes: z.array(RouteView),
});
export type GatewayView = Readonly<z.infer<typeof GatewayView>>;

const StatusView = z.object({
  gateways: z.array(GatewayView),
  /** The number of the user's observations. */
  ownCount: z.number(),
});
/** Everything that the page shows. */
export type StatusView = Readonly<z.infer<typeof StatusView>>;

const ToStatusPage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('strings'),
    strings: z.record(z.enum(STATUS_STRING_NAMES), z.string()),
  }),
  z.object({ type: z.literal('view'), view: StatusView }),
]);
export type ToStatusPage = Readonly<z.infer<typeof ToStatusPage>>;

/** Parses a message on the host's side. Returns undefined if it is invalid. */
export function parseFromStatusPage(value: unknown): FromStatusPage | undefined {
  return FromStatusPage.safeParse(value).data;
}

/** Parses a message on the page's side. Returns undefined if it is invalid. */
export function parseToStatusPage(value: unknown): ToStatusPage | undefined {
  return ToStatusPage.safeParse(value).data;
}
