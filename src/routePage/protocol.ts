import * as z from 'zod/mini';
import { STATUS_STRING_NAMES } from './stringsProtocol.ts';

/**
 * The messages between the page of Route Status and its host, parsed on arrival on both sides; what does not parse is dropped.
 * The page names routes, gateways and sources by what the host handed out: no address ever comes from it.
 */

/** A free-text model id may be long, and is part of its route's key. */
const Key = z.string().check(z.minLength(1), z.maxLength(2000));

const FromStatusPage = z.discriminatedUnion('type', [
  /** The page can take messages now: after a start, a reload, or coming back into view. */
  z.strictObject({ type: z.literal('ready') }),
  /** Make this route the one of the settings. */
  z.strictObject({ type: z.literal('choose'), route: Key }),
  z.strictObject({ type: z.literal('retest'), route: Key }),
  /** Ask a gateway which ids it has. */
  z.strictObject({ type: z.literal('probe'), gateway: Key }),
  z.strictObject({ type: z.literal('open-source'), source: Key }),
  /** Own observations are to go. */
  z.strictObject({ type: z.literal('forget') }),
]);
export type FromStatusPage = Readonly<z.infer<typeof FromStatusPage>>;

const StateView = z.enum(['working', 'caution', 'down', 'retired', 'unknown']);

const EvidenceView = z.object({
  state: StateView,
  label: z.string(),
  /** Who saw what, and when. */
  text: z.string(),
  /** What a page says, in a sentence of ours. */
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
  label: z.string(),
  /** State, since when, and who says so. */
  sentence: z.string(),
  old: z.boolean(),
  /** When it said no, and when the next try makes sense. */
  breaker: z.optional(z.string()),
  /** What an image costs there, where that is published. */
  price: z.optional(z.string()),
  /** The settings name it. */
  isCurrent: z.boolean(),
  history: z.array(EvidenceView),
});
export type RouteView = Readonly<z.infer<typeof RouteView>>;

const GatewayView = z.object({
  id: Key,
  label: z.string(),
  location: z.string(),
  /** What the list of models said, or that it is being read. */
  probe: z.optional(z.object({ text: z.string(), isBusy: z.boolean() })),
  routes: z.array(RouteView),
});
export type GatewayView = Readonly<z.infer<typeof GatewayView>>;

const StatusView = z.object({
  gateways: z.array(GatewayView),
  /** How many own observations there are. */
  ownCount: z.number(),
});
/** Everything the host has to show. */
export type StatusView = Readonly<z.infer<typeof StatusView>>;

const ToStatusPage = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('strings'),
    strings: z.record(z.enum(STATUS_STRING_NAMES), z.string()),
  }),
  z.object({ type: z.literal('view'), view: StatusView }),
]);
export type ToStatusPage = Readonly<z.infer<typeof ToStatusPage>>;

/** The host's side: undefined for whatever the page could not have meant. */
export function parseFromStatusPage(value: unknown): FromStatusPage | undefined {
  return FromStatusPage.safeParse(value).data;
}

/** The page's side. */
export function parseToStatusPage(value: unknown): ToStatusPage | undefined {
  return ToStatusPage.safeParse(value).data;
}
