import type { Gateway } from '../catalog/gateways.ts';
import { MODELS } from '../catalog/models.ts';
import { priceAt } from '../catalog/prices.ts';
import { breakerPhase } from '../route/breaker/breaker.ts';
import { breakerAt, breakerKey, type Breakers } from '../route/breaker/breakers.ts';
import {
  describeBreaker,
  describeEvidence,
  describePrice,
  describeStatus,
  stateLabel,
  type Localization,
} from '../route/describe/status.ts';
import type { Evidence } from '../route/evidence.ts';
import { PUBLISHED, RETIREMENTS } from '../route/statements/published.ts';
import { routeKey, routeOf, type Operation, type Route } from '../route/route.ts';
import type { StatusLookup } from '../route/statusLookup.ts';
import type { RouteStatus } from '../route/status.ts';
import { sanitize } from '../text/sanitize.ts';
import type { EvidenceView, GatewayView, RouteView, StatusView } from './protocol.ts';

/** What Route Status is made from. */
export interface RouteTable {
  readonly gateways: readonly Gateway[];
  /** What the settings name; `gateway` is empty while none is chosen. */
  readonly current: { readonly gateway: string; readonly model: string };
  readonly statusOf: StatusLookup;
  /** How many own observations there are. */
  readonly own: number;
  /** What the lists of models said in this session, by gateway. */
  readonly probes: ReadonlyMap<string, NonNullable<GatewayView['probe']>>;
  /** Of routes that rest after a failure. */
  readonly breakers: Breakers;
  /** Ms since the epoch. */
  readonly now: number;
}

export interface RouteRow {
  readonly key: string;
  readonly gateway: Gateway;
  /** As a user would name it. */
  readonly model: string;
  readonly operation: Operation;
  readonly route: Route;
  readonly status: RouteStatus;
}

/** Every model of the catalogue, and the one in use, for both operations at one gateway. Names of one id are one route. */
export function routeRows(
  gateway: Gateway,
  { current, statusOf, now }: Pick<RouteTable, 'current' | 'statusOf' | 'now'>,
): readonly RouteRow[] {
  const rows = new Map<string, RouteRow>();
  for (const model of [current.model, ...MODELS.map(({ id }) => id)]) {
    for (const operation of ['edit', 'generate'] as const) {
      const route = routeOf(gateway, model, operation, now);
      const key = routeKey(route);
      if (rows.has(key)) continue;
      rows.set(key, { key, gateway, model, operation, route, status: statusOf(gateway, route) });
    }
  }
  return [...rows.values()];
}

/** The whole table in words, the chosen gateway first. */
export function toStatusView(table: RouteTable, voice: Localization): StatusView {
  const isCurrent = ({ id }: Gateway) => id === table.current.gateway;
  const gateways = table.gateways.toSorted((a, b) => Number(isCurrent(b)) - Number(isCurrent(a)));
  return {
    gateways: gateways.map((gateway) => gatewayView(gateway, table, voice)),
    ownCount: table.own,
  };
}

function gatewayView(gateway: Gateway, table: RouteTable, voice: Localization): GatewayView {
  const { id, label, baseUrl } = gateway;
  const probe = table.probes.get(id);
  return {
    id,
    label: sanitize(label, 80),
    location: baseUrl === undefined ? voice.t('on this machine') : new URL(baseUrl).host,
    ...(probe === undefined ? {} : { probe }),
    routes: routeRows(gateway, table).map((row) => routeView(row, table, voice)),
  };
}

function routeView(row: RouteRow, table: RouteTable, voice: Localization): RouteView {
  const { key, gateway, model, operation, route, status } = row;
  const { t } = voice;
  const { current } = table;
  const price = priceAt(gateway, model, undefined);
  const pause = breakerSentence(row, table, voice);
  return {
    key,
    model: sanitize(route.model),
    operation: operation === 'edit' ? t('edit') : t('generate'),
    state: status.state,
    label: stateLabel(status.state, t),
    sentence: describeStatus(status, voice),
    old: status.old && status.state !== 'unknown',
    ...(pause === undefined ? {} : { breaker: pause }),
    ...(price === undefined ? {} : { price: describePrice(price, voice) }),
    isCurrent: gateway.id === current.gateway && model === current.model,
    history: status.evidence
      .filter(({ kind }) => kind !== 'built-in')
      .map((one) => evidenceView(one, voice)),
  };
}

/** When the route said no and when to come back; undefined for one that does not rest. */
function breakerSentence(
  { gateway: { baseUrl }, route }: RouteRow,
  { breakers, now }: RouteTable,
  voice: Localization,
): string | undefined {
  if (baseUrl === undefined) return undefined;
  const { origin, host } = new URL(baseUrl);
  const breaker = breakerAt(breakers, breakerKey(origin, route.model));
  return describeBreaker(breakerPhase(breaker, now), host, voice);
}

function evidenceView(evidence: Evidence, voice: Localization): EvidenceView {
  const { state, superseded, old } = evidence;
  const source = sourceOf(evidence);
  return {
    state,
    // What only tells of a shape or a parameter says nothing of the state.
    label: state === 'unknown' ? voice.t('Note') : stateLabel(state, voice.t),
    text: describeEvidence(evidence, voice),
    ...(evidence.kind === 'published' ? { claim: voice.t(evidence.statement.claim) } : {}),
    superseded,
    old,
    ...(source === undefined ? {} : { source: { id: String(SOURCES.indexOf(source)), address: source } }),
  }; // prettier-ignore
}

function sourceOf(evidence: Evidence): string | undefined {
  if (evidence.kind === 'published') return evidence.statement.source;
  return evidence.kind === 'retirement' ? evidence.retirement.source : undefined;
}

const SOURCES: readonly string[] = [
  ...new Set([...PUBLISHED, ...RETIREMENTS].map(({ source }) => source)),
];

/** The page behind an id that {@link toStatusView} gave; undefined for any other text. */
export function sourceAt(id: string): string | undefined {
  return /^\d{1,4}$/.test(id) ? SOURCES[Number(id)] : undefined;
}
