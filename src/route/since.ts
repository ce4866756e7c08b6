import type { Evidence, OwnEvidence, PublishedEvidence } from './evidence.ts';
import { SEVERITY, type RouteState } from './routeState.ts';

/**
 * Finds when a route entered its state, according to the kind of source that decided it.
 *
 * @param headline the evidence that decided the state
 * @returns an ISO date for a page or a shutdown, an ISO instant for the user's run; undefined without a date
 */
export function stateSince(
  headline: Evidence,
  published: readonly PublishedEvidence[],
  own: readonly OwnEvidence[],
): string | undefined {
  const { at } = headline;
  if (at === undefined) return undefined;
  if (headline.kind === 'retirement') return headline.retirement.date;
  if (headline.kind === 'own') {
    // A milder failure in between does not end an outage.
    const severity = SEVERITY[headline.state];
    const relevant = own.filter(({ state }) => state === 'working' || SEVERITY[state] >= severity);
    return new Date(startOfStreak(headline.state, at, relevant)).toISOString();
  }
  return new Date(startOfStreak(headline.state, at, published)).toISOString().slice(0, 10);
}

/**
 * Goes back in time from `at` as long as the worst evidence of each moment says the same state. Moments with only
 * unknown evidence do not end the streak.
 */
function startOfStreak(state: RouteState, at: number, evidence: readonly Evidence[]): number {
  const worstByMoment = new Map<number, RouteState>();
  for (const one of evidence) {
    if (one.at === undefined || one.at > at) continue;
    const worst = worstByMoment.get(one.at) ?? 'unknown';
    worstByMoment.set(one.at, SEVERITY[one.state] > SEVERITY[worst] ? one.state : worst);
  }
  let start = at;
  for (const moment of [...worstByMoment.keys()].toSorted((a, b) => b - a)) {
    const worst = worstByMoment.get(moment);
    if (worst !== 'unknown' && worst !== state) break;
    if (worst === state) start = moment;
  }
  return start;
}
