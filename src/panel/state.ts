import { askChanges, type AskEvent, type AskState, type PanelEnvironment } from './ask/state.ts';
import type { Changes } from './changes.ts';
import { deletionChanges, type DeletionEvent, type DeletionState } from './deletion/state.ts';
import { failuresChanges, type FailuresEvent, type FailuresState } from './failures/state.ts';
import { historyChanges, type HistoryEvent, type HistoryState } from './history/state.ts';
import { memoryChanges, type RestoredEvent } from './memory/state.ts';
import { regionChanges, type RegionEvent } from './region/state.ts';
import { resultsChanges, type ResultsEvent, type ResultsState } from './results/state.ts';
import { runsChanges, type RunsEvent, type RunsState } from './runs/state.ts';
import { sourcesChanges, type SourcesEvent, type SourcesState } from './sources/state.ts';

/** The state of the panel: the slices of all features. */
export interface PanelState
  extends
    AskState,
    SourcesState,
    RunsState,
    ResultsState,
    DeletionState,
    FailuresState,
    HistoryState {}

export type PanelEvent =
  | AskEvent
  | SourcesEvent
  | RegionEvent
  | RunsEvent
  | ResultsEvent
  | DeletionEvent
  | FailuresEvent
  | HistoryEvent
  | RestoredEvent;

const CHANGES: Changes<PanelState, PanelEvent> = {
  ...askChanges,
  ...sourcesChanges,
  ...regionChanges,
  ...runsChanges,
  ...resultsChanges,
  ...deletionChanges,
  ...failuresChanges,
  ...historyChanges,
  ...memoryChanges,
};

/** Returns the state of an empty panel. */
export function emptyState(environment: PanelEnvironment): PanelState {
  return {
    environment,
    images: [],
    runs: [],
    results: [],
    failures: [],
    prompts: [],
    deletions: [],
  };
}

/** Returns the state after an event. Slices that the event does not change stay identical. */
export function reduce(state: PanelState, event: PanelEvent): PanelState {
  // The mapped type pairs each change with its event; TypeScript can't follow that through the union.
  const change = CHANGES[event.kind] as Changes<PanelState, PanelEvent>[PanelEvent['kind']] &
    ((state: PanelState, event: PanelEvent) => Partial<PanelState>);
  return { ...state, ...change(state, event) };
}
