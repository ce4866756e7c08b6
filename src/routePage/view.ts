import type { Gateway } from '../catalog/gateways.ts';
import { priceAt } from '../catalog/prices.ts';
import { breakerPhase } from '../route/breaker/breaker.ts';
import { breakerAt, breakerKey } from '../route/breaker/breakers.ts';
import { describeBreaker } from '../route/describe/breaker.ts';
import { describeEvidence } from '../route/describe/evidence.ts';
import type { Localization } from '../route/describe/localization.ts';
import { describePrice } from '../route/describe/price.ts';
import { describeStatus, stateLabel } from '../route/describe/status.ts';
import type { Evidence } from '../route/evidence.ts';
import { sanitize } from '../text/sanitize.ts';
import type { EvidenceView, GatewayView, RouteView, StatusView } from './protocol.ts';
import { routeRows, type RouteRow, type RouteTable } from './rows.ts';
import { sourceOf } from './sources.ts';

/** The order of states in a summary, the one that needs attention first. */
const STATES = ['down', 'caution', 'retired', 'working', 'unknown'] as const;

/** Puts the whole table into words. The selected gateway comes first, then those that the user has used, the last one first. */
export function toStatusView(table: RouteTable, localization: Localization): StatusView {
  const gateways = table.gateways.map((gateway) => {
    const rows = routeRows(gateway, table);
    return { gateway, rows, rank: rankOf(gateway, rows, table) };
  });
  return {
    gateways: gateways
      .toSorted((a, b) => b.rank - a.rank)
      .map((one) => gatewayView(one, table, localization)),
    ownCount: table.ownCount,
  };
}

interface RankedGateway {
  readonly gateway: Gateway;
  readonly rows: readonly RouteRow[];
  /** See {@link rankOf}. */
  readonly rank: number;
}

/** Returns how high a gateway stands: infinite for the selected one, then the time of its last result in ms since 1970, then 0. */
function rankOf({ id }: Gateway, rows: readonly RouteRow[], { current }: RouteTable): number {
  return id === current.gateway ? Infinity : Math.max(0, ...rows.map(lastOwnResult));
}

/** Returns the time of the user's last result that isn't too old, in ms since 1970; 0 without one. */
function lastOwnResult({ status }: RouteRow): number {
  return status.evidence.find(({ kind, old }) => kind === 'own' && !old)?.at ?? 0;
}

function gatewayView(
  { gateway, rows, rank }: RankedGateway,
  table: RouteTable,
  localization: Localization,
): GatewayView {
  const { id, label, baseUrl } = gateway;
  const { t } = localization;
  const probe = table.probes.get(id);
  const counts = STATES.flatMap((state) => {
    const count = rows.filter(({ status }) => status.state === state).length;
    return count === 0 ? [] : [t('{0}: {1}', stateLabel(state, t), count)];
  });
  return {
    id,
    label: sanitize(label, 80),
    location: baseUrl === undefined ? t('on this machine') : new URL(baseUrl).host,
    summary: counts.join(', '),
    isInUse: rank > 0,
    ...(probe === undefined ? {} : { probe }),
    routes: rows
      .toSorted((a, b) => lastOwnResult(b) - lastOwnResult(a))
      .map((row) => routeView(row, table, localization))
      .toSorted((a, b) => Number(b.isCurrent) - Number(a.isCurrent)),
  };
}

function routeView(row: RouteRow, table: RouteTable, localization: Localization): RouteView {
  const { key, gateway, model, operation, route, status } = row;
  const { t } = localization;
  const { current } = table;
  const price = priceAt(gateway, model, undefined);
  const breaker = breakerSentence(row, table, localization);
  const isCurrent = gateway.id === current.gateway && model === current.model;
  return {
    key,
    model: sanitize(route.model),
    operation: operation === 'edit' ? t('edit') : t('generate'),
    state: status.state,
    label: stateLabel(status.state, t),
    sentence: describeStatus(status, localization),
    old: status.old && status.state !== 'unknown',
    ...(breaker === undefined ? {} : { breaker }),
    ...(price === undefined ? {} : { price: describePrice(price, localization) }),
    isCurrent,
    isKnown: isCurrent || breaker !== undefined || status.evidence.length > 0,
    history: status.evidence
      .filter(({ kind }) => kind !== 'built-in')
      .map((one) => evidenceView(one, localization)),
  };
}

/** Returns undefined for Practice, which has no breaker, and for a closed breaker. */
function breakerSentence(
  { gateway: { baseUrl }, route }: RouteRow,
  { breakers, now }: RouteTable,
  localization: Localization,
): string | undefined {
  if (baseUrl === undefined) return undefined;
  const { origin, host } = new URL(baseUrl);
  const breaker = breakerAt(breakers, breakerKey(origin, route.model));
  return describeBreaker(breakerPhase(breaker, now), { model: route.model, host }, localization);
}

function evidenceView(evidence: Evidence, localization: Localization): EvidenceView {
  const { t } = localization;
  const { state, superseded, old } = evidence;
  const source = sourceOf(evidence);
  return {
    state,
    // A statement about a reply shape or a parameter does not report a state.
    label: state === 'unknown' ? t('Note') : stateLabel(state, t),
    text: describeEvidence(evidence, localization),
    ...(evidence.kind === 'published' ? { claim: t(evidence.statement.claim) } : {}),
    superseded,
    old,
    ...(source === undefined ? {} : { source }),
  };
}
