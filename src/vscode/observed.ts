import type * as vscode from 'vscode';
import {
  addObservation,
  parseObservations,
  serializeObservations,
  type Observation,
  type Observations,
} from '../route/observations.ts';

/** This machine's own observations of routes, kept for all windows. */
export interface Observed {
  readonly list: () => Observations;
  readonly add: (one: Observation) => Promise<void>;
}

export function observedIn(memory: vscode.Memento): Observed {
  const list = () => parseObservations(memory.get('easel.observations', ''));
  return {
    list,
    add: async (one) => {
      await memory.update('easel.observations', serializeObservations(addObservation(list(), one)));
    },
  };
}
