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
  stateWord,
  type Voice,
} from '../route/describe/status.ts';
import type { Evidence } from '../route/evidence.ts';
import { PUBLISHED, RETIREMENTS } from '../route/statements/published.ts';
import { routeKey, routeOf, type Operation, type Route } from '../route/route.ts';
import type { StatusOf } from '../route/statusLookup.ts';
import type { RouteStatus } from '../route/status.ts';
import { sanitize } from '../text/sanitize.ts';
import type { EvidenceView, GatewayView, RouteView, StatusView } from './protocol.ts';

/** What Route Status is made from. */
export interface Table {
  readonly gateways: readonly Gateway[];
  /** What the settings name; `gateway` is empty while none is chosen. */
  readonly current: { readonly gateway: string; readonly model: string };
  readonly statusOf: StatusOf;
  /** How many own observations there are. */
  readonly own: number;
  /** What the lists of models said in this session, by gateway. */
  readonly probes: ReadonlyMap<string, NonNullable<GatewayView['probe']>>;
  /** Of routes that rest after a failure. */
  readonly breakers: Breakers;
  /** Ms since the epoch. */
  readonly now: number;
}

export interface Row {
  readonly key: string;
  readonly gateway: Gateway;
  /** As a user would name it. */
  readonly model: string;
  readonly operation: Operation;
  readonly route: Route;
  readonly status: RouteStatus;
}

/** Every model of the catalogue, and the one in use, for both operations at one gateway. Names of one id are one route. */
export function rowsAt(
  gateway: Gateway,
  { current, statusOf, now }: Pick<Table, 'current' | 'statusOf' | 'now'>,
): readonly Row[] {
  const rows = new Map<string, Row>();
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
export function toStatusView(table: Table, voice: Voice): StatusView {
  const isCurrent = ({ id }: Gateway) => id === table.current.gateway;
  const gateways = table.gateways.toSorted((a, b) => Number(isCurrent(b)) - Number(isCurrent(a)));
  return {
    gateways: gateways.map((gateway) => gatewayView(gateway, table, voice)),
    own: table.own,
  };
}

function gatewayView(gateway: Gateway, table: Table, voice: Voice): GatewayView {
  const { id, label, baseUrl } = gateway;
  const probe = table.probes.get(id);
  return {
    id,
    label: sanitize(label, 80),
    where: baseUrl === undefined ? voice.t('on this machine') : new URL(baseUrl).host,
    ...(probe === undefined ? {} : { probe }),
    routes: rowsAt(gateway, table).map((row) => routeView(row, table, voice)),
  };
}

function routeView(row: Row, table: Table, voice: Voice): RouteView {
  const { key, gateway, model, operation, route, status } = row;
  const { t } = voice;
  const { current } = table;
  const price = priceAt(gateway, model, undefined);
  const pause = pauseOf(row, table, voice);
  return {
    key,
    model: sanitize(route.model),
    operation: operation === 'edit' ? t('edit') : t('generate'),
    state: status.state,
    word: stateWord(status.state, t),
    sentence: describeStatus(status, voice),
    old: status.old && status.state !== 'unknown',
    ...(pause === undefined ? {} : { pause }),
    ...(price === undefined ? {} : { price: describePrice(price, voice) }),
    isCurrent: gateway.id === current.gateway && model === current.model,
    history: status.evidence
      .filter(({ kind }) => kind !== 'built-in')
      .map((one) => evidenceView(one, voice)),
  };
}

/** When the route said no and when to come back; undefined for one that does not rest. */
function pauseOf(
  { gateway: { baseUrl }, route }: Row,
  { breakers, now }: Table,
  voice: Voice,
): string | undefined {
  if (baseUrl === undefined) return undefined;
  const { origin, host } = new URL(baseUrl);
  const breaker = breakerAt(breakers, breakerKey(origin, route.model));
  return describeBreaker(breakerPhase(breaker, now), host, voice);
}

function evidenceView(evidence: Evidence, voice: Voice): EvidenceView {
  const { state, superseded, old } = evidence;
  const source = sourceOf(evidence);
  return {
    state,
    // What only tells of a shape or a parameter says nothing of the state.
    word: state === 'unknown' ? voice.t('Note') : stateWord(state, voice.t),
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
