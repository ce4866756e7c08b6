import type { AssetClient } from '../assets/assetClient.ts';
import type { EaselError } from '../errors.ts';
import type { HistoryEntry } from '../history/history.ts';
import type { PixelClient } from '../image/jobs/pixelClient.ts';
import type { Strokes } from '../image/region/strokes.ts';
import type { Localization } from '../route/describe/localization.ts';
import type { PayloadStore } from '../reply/types.ts';
import type { Observation } from '../route/observations.ts';
import type { BreakerGate } from './breakerGate.ts';
import type { Consent, LinkEscape, RouteChoice } from './consent/questions.ts';
import type { RunOptions, RunResult } from './plan/options.ts';
import type { Files } from './plan/plan.ts';
import type { EndedPlan } from './report/endedPlan.ts';
import type { Settings } from './plan/settings.ts';
import type { Log } from './report/log.ts';
import type { ShowProgress } from './report/progress.ts';
import type { RouteKnowledge } from './consent/routeCheck.ts';
import type { RunParts, RunReport } from './runParts.ts';

/** The services that the runner needs. None of them depends on the surface that starts an action. */
export interface RunnerParts {
  /** For each run: keys, network, spool, publishing, clock. */
  readonly runParts: RunParts;
  /** False in Restricted Mode, where nothing is sent. */
  readonly isTrusted: () => boolean;
  /** Returns the settings for a file or folder, given by its URI. Called once per action. */
  readonly settings: (resource: string | undefined) => Settings;
  readonly files: Files;
  /** Returns where a link in the workspace leads a folder (a URI); undefined if it stays inside, or was never inside. */
  readonly linkEscape: (folder: string) => Promise<LinkEscape | undefined>;
  /** Every key that was read in this session: no result may contain one. */
  readonly keys: () => readonly string[];
  readonly localization: () => Localization;
  readonly routes: RouteKnowledge;
  readonly gate: BreakerGate;
  /** Applies calls in order. The runner logs a rejection and continues. */
  readonly history: { readonly add: (entry: HistoryEntry) => Promise<void> };
  /** The runner logs a rejection and continues. */
  readonly observations: { readonly add: (observation: Observation) => Promise<void> };
  readonly log: Pick<Log, 'event' | 'error'>;
  readonly pixels: PixelClient;
  /** Makes the final file where that isn't the received image. */
  readonly assets: Pick<AssetClient, 'run'>;
  /** Decodes results to look at them. Its jobs are never in the way of those of `pixels`, which a run can't end without. */
  readonly checks: PixelClient;
  /** Shows progress for surfaces without a place of their own. Missing: nothing is shown, and nothing cancels. */
  readonly showProgress?: ShowProgress;
}

/** A surface's settings for an action. None is a public option, and a surface without a user in front of it needs none. */
export interface ActionOptions {
  /** Shows progress and offers Cancel. Missing: the runner's default. */
  readonly showProgress?: ShowProgress;
  /** The questions that this surface can ask. For a missing one, see {@link Consent}. */
  readonly consent?: Consent;
  /**
   * What to do about a route that is known to be broken: `ask` the person, `tell` reports the problem in the result's warnings
   * (the default), or stay `silent` because the person has just read it.
   */
  readonly brokenRoute?: 'ask' | 'tell' | 'silent';
  /** Called when the person picks an alternative route. */
  readonly onRouteChosen?: (choice: RouteChoice) => void;
  /** The part of the source that may change, in px of the source as it is displayed. Missing: all of it. */
  readonly region?: Strokes;
  /** Reads the images of the request. Missing: their files are read as they are. */
  readonly readImage?: Files['read'];
  /** Wraps the store of a request. See {@link RunControl}. @param request counts from 0 */
  readonly wrapStore?: (store: PayloadStore, request: number) => PayloadStore;
  /**
   * Called when a request of the action has ended, with a report of this request alone; others can still be in progress. Not called
   * for an action that joined another one. Must not throw.
   */
  readonly onRequestEnded?: (report: ActionReport, request: number) => void;
  /** Results are saved in the type in which they are received, whatever the settings say. */
  readonly isAsReceived?: true;
  /** A retest is observed as one, and is not in the history. */
  readonly kind?: 'run' | 'retest';
}

/** How an action ended. */
export interface ActionReport {
  readonly result: RunResult;
  readonly failure?: EaselError;
  /** One per request that started, in the order in which they ended; empty when the action failed before its first. */
  readonly reports: readonly RunReport[];
  /** The parsed options, with URIs for paths. Missing when they couldn't be parsed or resolved. */
  readonly options?: RunOptions;
  /** Missing when the action failed before it had a plan. */
  readonly plan?: EndedPlan;
}
