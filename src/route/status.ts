import type { Retirement } from '../catalog/models.ts';
import {
  builtInEvidence,
  ownEvidence,
  publishedEvidence,
  retirementEvidence,
  type Evidence,
  type OwnEvidence,
  type PublishedEvidence,
} from './evidence.ts';
import type { Observations } from './observations.ts';
import type { Route } from './route.ts';
import type { Advice, Statement } from './statements/statement.ts';
import { assessesRoute, SEVERITY, type RouteState } from './routeState.ts';

/** For so long what the user saw outranks whatever a page says. */
const OWN_FRESH_MS = 24 * 60 * 60 * 1000;

export interface StatusInputs {
  readonly published: readonly Statement[];
  readonly own: Observations;
  readonly retirements: readonly Retirement[];
  /** The gateway is part of Easel: it works, and a fault that it plays is one that was asked for. */
  readonly builtIn?: boolean;
  /** Ms since the epoch. What is dated later is not known yet. */
  readonly now: number;
}

export interface RouteStatus {
  readonly state: RouteState;
  /** Since when the deciding source has been saying so: an ISO day of a page, an ISO instant of an own run. */
  readonly since: string | undefined;
  /** Too long ago to hold anybody up. */
  readonly old: boolean;
  /** What decided; undefined where nothing at all is known. */
  readonly headline: Evidence | undefined;
  /** What pages that are neither superseded nor, unless they decided, old say of money. */
  readonly billing: Statement['billing'];
  /** Their advice, the strictest first. */
  readonly advice: readonly Advice[];
  /** Newest first; what has no date comes last. */
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
 * What is known about a route at a moment. Pages count in whatever order they are given; own observations
 * of one millisecond count in theirs.
 */
export function routeStatus(route: Route, known: StatusInputs): RouteStatus {
  const { now } = known;
  const published = publishedEvidence(route, known.published, now);
  const own = ownEvidence(route, known.own, now);
  const retired = retirementEvidence(route, known.retirements, now);
  const builtIn = builtInEvidence(known.builtIn ?? false);
  const evidence = [...published, ...own, ...retired, ...builtIn].toSorted(newestFirst);
  const headline = findHeadline(evidence, now);
  const current = published.filter(
    ({ superseded, old, at }) =>
      !superseded && (!old || (headline?.kind === 'published' && at === headline.at)),
  );
  return {
    state: headline?.state ?? 'unknown',
    since: headline && since(headline, published, own),
    old: headline?.old ?? false,
    headline,
    billing: worstBilling(current),
    advice: STRICTEST_FIRST.filter((advice) =>
      current.some(({ statement }) => statement.advice === advice),
    ),
    evidence,
  };
}

/** Whether a run there should ask first. Nothing old does. */
export function shouldWarn({ state, old }: Pick<RouteStatus, 'state' | 'old'>): boolean {
  return !old && (state === 'caution' || state === 'down' || state === 'retired');
}

function findHeadline(evidence: readonly Evidence[], now: number): Evidence | undefined {
  const builtIn = evidence.find(({ kind }) => kind === 'built-in');
  if (builtIn !== undefined) return builtIn;
  const open = evidence.filter(({ superseded }) => !superseded);
  const telling = open.filter(({ state }) => state !== 'unknown');
  const gone = telling.find(({ state }) => state === 'retired');
  const own = telling.filter(({ kind }) => kind === 'own');
  const [newest] = own;
  const worst = own
    .filter(({ old }) => old === newest?.old)
    .toSorted((a, b) => SEVERITY[b.state] - SEVERITY[a.state])[0];
  const isFresh = newest?.at !== undefined && now - newest.at <= OWN_FRESH_MS;
  const fresh = isFresh ? worst : undefined;
  // Some gateways go on serving an id after its day, and only an image proves it.
  if (gone !== undefined && !(fresh?.state === 'working' && (fresh.at ?? 0) >= (gone.at ?? 0))) {
    return gone;
  }
  const next = telling.find(({ state }) => state !== 'retired');
  return (
    fresh ??
    (next?.kind === 'own' ? worst : next) ??
    open.find((one) => one.kind === 'published' && assessesRoute(one.statement)) ??
    open.find(({ kind }) => kind === 'published')
  );
}

/** Of one moment the worst news first, then what was tried before what was written, then the narrower. */
function newestFirst(a: Evidence, b: Evidence): number {
  return (
    (b.at ?? -Infinity) - (a.at ?? -Infinity) ||
    SEVERITY[b.state] - SEVERITY[a.state] ||
    Number(isTried(b)) - Number(isTried(a)) ||
    Number(isNarrow(b)) - Number(isNarrow(a)) ||
    compare(sortKey(a), sortKey(b))
  );
}

function isTried(one: Evidence): boolean {
  return one.kind !== 'published' || one.statement.finding.kind !== 'documented';
}

function isNarrow(one: Evidence): boolean {
  return one.kind !== 'published' || one.statement.model !== '*';
}

function sortKey(one: Evidence): string {
  switch (one.kind) {
    case 'published':
      return one.statement.id;
    case 'own':
      return JSON.stringify(one.observation);
    case 'retirement':
      return JSON.stringify(one.retirement);
    case 'built-in':
      return one.kind;
  }
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function since(
  headline: Evidence,
  published: readonly PublishedEvidence[],
  own: readonly OwnEvidence[],
): string | undefined {
  const { at } = headline;
  if (at === undefined) return undefined;
  if (headline.kind === 'retirement') return headline.retirement.date;
  if (headline.kind === 'own') {
    // What was milder in between did not end it.
    const severity = SEVERITY[headline.state];
    const telling = own.filter(({ state }) => state === 'working' || SEVERITY[state] >= severity);
    return new Date(startOfRun(headline.state, at, telling)).toISOString();
  }
  return new Date(startOfRun(headline.state, at, published)).toISOString().slice(0, 10);
}

/** Goes back from `at` while every moment's worst word is the same as now. */
function startOfRun(state: RouteState, at: number, evidence: readonly Evidence[]): number {
  const worst = new Map<number, RouteState>();
  for (const one of evidence) {
    if (one.at === undefined || one.at > at) continue;
    const known = worst.get(one.at) ?? 'unknown';
    worst.set(one.at, SEVERITY[one.state] > SEVERITY[known] ? one.state : known);
  }
  let start = at;
  for (const moment of [...worst.keys()].toSorted((a, b) => b - a)) {
    const then = worst.get(moment);
    if (then !== 'unknown' && then !== state) break;
    if (then === state) start = moment;
  }
  return start;
}

function worstBilling(current: readonly PublishedEvidence[]): Statement['billing'] {
  const said = current.map(({ statement: { billing } }) => billing);
  if (said.includes('under-review')) return 'under-review';
  return said.includes('normal') ? 'normal' : 'unknown';
}
