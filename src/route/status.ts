import type { Retirement } from '../catalog/models.ts';
import {
  builtInEvidence,
  ownEvidence,
  publishedEvidence,
  retirementEvidence,
  type Evidence,
  type PublishedEvidence,
} from './evidence.ts';
import { newestFirst } from './evidenceOrder.ts';
import type { Observations } from './observations.ts';
import type { Route } from './route.ts';
import { assessesRoute, SEVERITY, type RouteState } from './routeState.ts';
import { stateSince } from './since.ts';
import type { Advice, Statement } from './statements/statement.ts';

/** For this long, the user's own results outrank every page. */
const OWN_FRESH_MS = 24 * 60 * 60 * 1000;

export interface StatusInputs {
  readonly published: readonly Statement[];
  readonly own: Observations;
  readonly retirements: readonly Retirement[];
  /** The gateway is part of Easel. It always works: the user requests every fault that it simulates. */
  readonly builtIn?: boolean;
  /** Ms since 1970. Evidence with a later date is ignored. */
  readonly now: number;
}

export interface RouteStatus {
  readonly state: RouteState;
  /** When the route entered this state: an ISO date from a page, an ISO instant from the user's run. */
  readonly since: string | undefined;
  /** The deciding evidence is too old to warn about. */
  readonly old: boolean;
  /** The evidence that decided the state. Undefined without any evidence. */
  readonly headline: Evidence | undefined;
  /** The worst billing that current pages report. A page is current if it is not superseded, and not old unless it decided. */
  readonly billing: Statement['billing'];
  /** The advice of the current pages, the strictest first. */
  readonly advice: readonly Advice[];
  /** Newest first; undated evidence comes last. */
  readonly evidence: readonly Evidence[];
}

const STRICTEST_FIRST: readonly Advice[] = [
  'not-for-production',
  'not-recommended',
  'stop-and-wait',
  'controlled-testing',
  'retest-first',
  'have-fallbacks',
  'recommended',
];

/**
 * Derives the status of a route from everything known at a moment. The result does not depend on the order of the
 * statements, nor on the order of the user's observations unless they share a millisecond.
 */
export function routeStatus(route: Route, inputs: StatusInputs): RouteStatus {
  const { now } = inputs;
  const published = publishedEvidence(route, inputs.published, now);
  const own = ownEvidence(route, inputs.own, now);
  const retired = retirementEvidence(route, inputs.retirements, now);
  const builtIn = builtInEvidence(inputs.builtIn ?? false);
  const evidence = [...published, ...own, ...retired, ...builtIn].toSorted(newestFirst);
  const headline = findHeadline(evidence, now);
  const current = published.filter(
    ({ superseded, old, at }) =>
      !superseded && (!old || (headline?.kind === 'published' && at === headline.at)),
  );
  return {
    state: headline?.state ?? 'unknown',
    since: headline && stateSince(headline, published, own),
    old: headline?.old ?? false,
    headline,
    billing: worstBilling(current),
    advice: STRICTEST_FIRST.filter((advice) =>
      current.some(({ statement }) => statement.advice === advice),
    ),
    evidence,
  };
}

/** Returns whether a run on the route needs a warning first. Old evidence never warns. */
export function shouldWarn({ state, old }: Pick<RouteStatus, 'state' | 'old'>): boolean {
  return !old && (state === 'caution' || state === 'down' || state === 'retired');
}

/**
 * Returns whether the user has lately seen the route work: of the results that say something about it, the newest is an image, or the
 * route is part of Easel. A page proves nothing for the user's own key.
 */
export function isProven({ evidence }: Pick<RouteStatus, 'evidence'>): boolean {
  if (evidence.some(({ kind }) => kind === 'built-in')) return true;
  const newest = evidence.find(({ kind, state }) => kind === 'own' && state !== 'unknown');
  return newest?.state === 'working' && !newest.old;
}

/**
 * Picks the evidence that decides the state: a shutdown, unless an image proves that the id is still served; then the
 * user's own results of the last day, the worst of them first; then the newest evidence of any source.
 */
function findHeadline(evidence: readonly Evidence[], now: number): Evidence | undefined {
  const builtIn = evidence.find(({ kind }) => kind === 'built-in');
  if (builtIn !== undefined) return builtIn;
  const current = evidence.filter(({ superseded }) => !superseded);
  const decisive = current.filter(({ state }) => state !== 'unknown');
  const shutdown = decisive.find(({ state }) => state === 'retired');
  const own = decisive.filter(({ kind }) => kind === 'own');
  const [newest] = own;
  const worst = own
    .filter(({ old }) => old === newest?.old)
    .toSorted((a, b) => SEVERITY[b.state] - SEVERITY[a.state])[0];
  const isFresh = newest?.at !== undefined && now - newest.at <= OWN_FRESH_MS;
  const fresh = isFresh ? worst : undefined;
  // Some gateways keep serving an id after its shutdown date. Only an image proves it.
  const isStillServed =
    fresh?.state === 'working' && shutdown !== undefined && (fresh.at ?? 0) >= (shutdown.at ?? 0);
  if (shutdown !== undefined && !isStillServed) return shutdown;
  const next = decisive.find(({ state }) => state !== 'retired');
  return (
    fresh ??
    (next?.kind === 'own' ? worst : next) ??
    current.find((one) => one.kind === 'published' && assessesRoute(one.statement)) ??
    current.find(({ kind }) => kind === 'published')
  );
}

function worstBilling(current: readonly PublishedEvidence[]): Statement['billing'] {
  const reported = current.map(({ statement: { billing } }) => billing);
  if (reported.includes('under-review')) return 'under-review';
  return reported.includes('normal') ? 'normal' : 'unknown';
}
