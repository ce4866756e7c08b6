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

/** Puts the whole table into words, the selected gateway first. */
export function toStatusView(table: RouteTable, localization: Localization): StatusView {
  const isCurrent = ({ id }: Gateway) => id === table.current.gateway;
  const gateways = table.gateways.toSorted((a, b) => Number(isCurrent(b)) - Number(isCurrent(a)));
  return {
    gateways: gateways.map((gateway) => gatewayView(gateway, table, localization)),
    ownCount: table.ownCount,
  };
}

function gatewayView(gateway: Gateway, table: RouteTable, localization: Localization): GatewayView {
  const { id, label, baseUrl } = gateway;
  const probe = table.probes.get(id);
  return {
    id,
    label: sanitize(label, 80),
    location: baseUrl === undefined ? localization.t('on this machine') : new URL(baseUrl).host,
    ...(probe === undefined ? {} : { probe }),
    routes: routeRows(gateway, table).map((row) => routeView(row, table, localization)),
  };
}

function routeView(row: RouteRow, table: RouteTable, localization: Localization): RouteView {
  const { key, gateway, model, operation, route, status } = row;
  const { t } = localization;
  const { current } = table;
  const price = priceAt(gateway, model, undefined);
  const breaker = breakerSentence(row, table, localization);
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
    isCurrent: gateway.id === current.gateway && model === current.model,
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
