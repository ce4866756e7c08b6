import * as vscode from 'vscode';
import {
  addObservation,
  clearObservations,
  parseObservations,
  serializeObservations,
  type Observation,
  type Observations,
} from '../../route/observations.ts';

const KEY = 'easel.observations';

/** This machine's own observations of routes, shared by all windows. */
export interface ObservationStore {
  readonly list: () => Observations;
  /** Appends observations in the given order, with one write and one event. */
  readonly add: (...some: readonly Observation[]) => Promise<void>;
  readonly clear: () => Promise<void>;
  /** Fires when this window changes the observations. */
  readonly onDidChange: vscode.Event<void>;
  readonly dispose: () => void;
}

export function createObservationStore(memory: vscode.Memento): ObservationStore {
  const changed = new vscode.EventEmitter<void>();
  let parsed: { readonly text: string; readonly list: Observations } | undefined;

  /** Reads the text every time because other windows write too, but parses it only after a change. */
  function list(): Observations {
    const text = memory.get(KEY, '');
    if (parsed?.text !== text) parsed = { text, list: parseObservations(text) };
    return parsed.list;
  }

  async function write(all: Observations): Promise<void> {
    await memory.update(KEY, serializeObservations(all));
    changed.fire();
  }

  return {
    list,
    add: async (...some) => {
      await write(some.reduce<Observations>(addObservation, list()));
    },
    clear: async () => {
      await write(clearObservations(list()));
    },
    onDidChange: changed.event,
    dispose: () => {
      changed.dispose();
    },
  };
}
