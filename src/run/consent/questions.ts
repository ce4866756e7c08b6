import type { AlternativeSuggestion } from '../../route/suggestion.ts';
import type { RoutePause } from '../breakerGate.ts';
import type { RunOptions } from '../plan/options.ts';
import type { RunPlan } from '../plan/plan.ts';

/** Questions that only a person can answer. A surface passes those it can ask; each says what happens without it. */
export interface Consent {
  /** Asks whether a result may go where a link leads. Missing: the runner refuses with `leads-out`. */
  readonly leaveWorkspace?: (escape: LinkEscape) => Promise<boolean>;
  /** Asks about a route that is known to be broken. Missing: the runner sends, and the result's warnings name the problem. */
  readonly useBrokenRoute?: (question: BrokenRoute) => Promise<'send' | 'cancel' | RouteChoice>;
  /** Asks about a route that has just failed. Missing: the runner sends, as the route's one trial. */
  readonly tryPausedRoute?: (question: PausedRoute) => Promise<boolean>;
}

/** A folder of the workspace that is a link to a folder outside. */
export interface LinkEscape {
  /** Absolute paths. */
  readonly folder: string;
  readonly real: string;
}

export interface BrokenRoute {
  readonly plan: RunPlan;
  /** The route's name, as one line of text. */
  readonly name: string;
  /** The route's status, with its date and source. */
  readonly problem: string;
  /** Set if the route is paused too. */
  readonly pause: RoutePause | undefined;
  readonly alternative: AlternativeSuggestion | undefined;
}

export interface PausedRoute extends RoutePause {
  readonly plan: RunPlan;
}

/** The alternative route that a person picked. */
export type RouteChoice = Required<Pick<RunOptions, 'gateway' | 'model'>>;
