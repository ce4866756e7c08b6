import type { AlternativeSuggestion } from '../../route/suggestion.ts';
import type { ActionReport } from '../../run/runnerParts.ts';
import type { PanelOptions } from './options.ts';

/** A run that failed or was canceled. */
export interface UnfinishedRun {
  /** Starts the requests that are left. */
  readonly remaining: PanelOptions;
  /** Without a failure if the user canceled between two requests. */
  readonly report: ActionReport;
  readonly alternative?: AlternativeSuggestion;
  /** Requests that returned an image. */
  readonly done: number;
  /** Requests of the whole run. */
  readonly count: number;
}
