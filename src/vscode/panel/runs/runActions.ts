import * as vscode from 'vscode';
import type { RunActions } from '../../../panel/runs/handlers.ts';
import type { PanelState } from '../../../panel/state.ts';
import type { PanelSources } from '../sources/handlers.ts';
import type { PanelRuns } from './runs.ts';

export interface RunActionsParts {
  readonly runs: Pick<PanelRuns, 'start' | 'cancel' | 'cancelAll'>;
  readonly sources: Pick<PanelSources, 'choose' | 'replaceChanged'>;
  readonly state: () => PanelState;
  readonly home: RunActions['home'];
}

/** What Run and Cancel do. */
export function runActions({ runs, sources, state, home }: RunActionsParts): RunActions {
  return {
    start: runs.start,
    cancel: runs.cancel,
    cancelAll: runs.cancelAll,
    images: () => state().images,
    replaceChanged: sources.replaceChanged,
    useResult: async (id) => {
      const result = state().results.find((one) => one.id === id);
      if (result === undefined) return false;
      await sources.choose('source', [vscode.Uri.parse(result.uri)]);
      return state().images[0]?.uri === result.uri;
    },
    home,
  };
}
