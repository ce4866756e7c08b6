import type { Retirement } from '../catalog/models.ts';
import { concernsRoute, type Observation, type Observations } from './observations.ts';
import type { Route } from './route.ts';
import type { Statement } from './statements/statement.ts';
import {
  assessesRoute,
  observationState,
  retirementState,
  SEVERITY,
  statementState,
  type RouteState,
} from './routeState.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** A page's retest is a fact of its day; after a month it only looks back. */
const PAGE_OLD_MS = 30 * DAY_MS;
/** An own run shows one moment of one route, and outages pass sooner than pages are written. */
const OWN_OLD_MS = 7 * DAY_MS;

interface EvidenceBase {
  readonly state: RouteState;
  /** Ms since the epoch: of a page, the start of its day in UTC; undefined where it has no date. */
  readonly at: number | undefined;
  readonly old: boolean;
  /** Answered by what the same source said since. */
  readonly superseded: boolean;
}

/** One thing that is known about a route, who says so, and what it still weighs. */
export type Evidence =
  | (EvidenceBase & { readonly kind: 'published'; readonly statement: Statement })
  | (EvidenceBase & { readonly kind: 'own'; readonly observation: Observation })
  | (EvidenceBase & { readonly kind: 'retirement'; readonly retirement: Retirement })
  /** Part of Easel: no network, no upstream, no key. */
  | (EvidenceBase & { readonly kind: 'built-in' });
export type PublishedEvidence = Extract<Evidence, { kind: 'published' }>;
export type OwnEvidence = Extract<Evidence, { kind: 'own' }>;
export type RetirementEvidence = Extract<Evidence, { kind: 'retirement' }>;

/** Pages about the route that were out by `now`, in no order. */
export function publishedEvidence(
  route: Route,
  published: readonly Statement[],
  now: number,
): readonly PublishedEvidence[] {
  const about = published.filter(
    ({ gateway, path, model, operations, date }) =>
      gateway === route.gateway &&
      path === route.path &&
      (model === route.model || model === '*') &&
      operations.includes(route.operation) &&
      (date === null || Date.parse(date) <= now),
  );
  // A word about all models does not overrule one about this model: the two are told apart by `model`.
  const latest = new Map<string, string>();
  for (const statement of about) {
    const { model, date } = statement;
    if (date === null || !assessesRoute(statement)) continue;
    if (date > (latest.get(model) ?? '')) latest.set(model, date);
  }
  return about.map((statement) => {
    const { model, date } = statement;
    const at = date === null ? undefined : Date.parse(date);
    return {
      kind: 'published',
      statement,
      state: statementState(statement),
      at,
      // Without a date nothing shows that it is recent.
      old: at === undefined || now - at > PAGE_OLD_MS,
      superseded: date !== null && date < (latest.get(model) ?? ''),
    };
  });
}

/** Own observations about the route up to `now`, oldest first; those that say nothing of it have the state `unknown`. */
export function ownEvidence(route: Route, own: Observations, now: number): readonly OwnEvidence[] {
  if (route.path !== 'generateContent') return [];
  const about = own
    .filter((one) => concernsRoute(one, route) && one.at <= now)
    .toSorted((a, b) => a.at - b.at);
  let before: Observation | undefined;
  const rows = about.map((observation): OwnEvidence => {
    const state = observationState(observation, before) ?? 'unknown';
    if (wasSent(observation)) before = observation;
    const { at } = observation;
    return { kind: 'own', observation, state, at, old: now - at > OWN_OLD_MS, superseded: false };
  });
  return rows.map((row, index) => {
    const superseded = rows.slice(index + 1).some((later) => answers(later, row));
    return { ...row, superseded };
  });
}

/** What was stopped or refused on this side has not met the route. */
function wasSent({ outcome }: Observation): boolean {
  return outcome !== 'cancelled' && outcome !== 'config';
}

/**
 * Whether an observation takes the place of an earlier one. An image answers everything. A failure answers what is as bad or
 * milder, or old: after 524, a reply that broke off is no sign that things are better. A list of models answers lists alone:
 * that an id is on it does not undo what a run met.
 */
function answers(later: OwnEvidence, row: OwnEvidence): boolean {
  if (later.state === 'working') return true;
  const isProbe = later.observation.kind === 'probe';
  if (isProbe !== (row.observation.kind === 'probe')) return false;
  if (isProbe) return true;
  return later.state !== 'unknown' && (row.old || SEVERITY[later.state] >= SEVERITY[row.state]);
}

/** Announced ends of the route's id. They are listed before their day, and they do not age. */
export function retirementEvidence(
  route: Route,
  retirements: readonly Retirement[],
  now: number,
): readonly RetirementEvidence[] {
  if (route.path !== 'generateContent') return [];
  return retirements
    .filter(({ gateway, id }) => gateway === route.gateway && id === route.model)
    .map((retirement) => {
      const state = retirementState(retirement, now);
      const at = Date.parse(retirement.date);
      const old = retirement.what !== 'shut-down' && now - at > PAGE_OLD_MS;
      return { kind: 'retirement', retirement, state, at, old, superseded: false };
    });
}

/** What needs no page and no run to be known. */
export function builtInEvidence(isBuiltIn: boolean): readonly Evidence[] {
  const always = { state: 'working', at: undefined, old: false, superseded: false } as const;
  return isBuiltIn ? [{ kind: 'built-in', ...always }] : [];
}
