import type * as vscode from 'vscode';
import type { PanelMemory } from '../../panel/memory/memory.ts';
import { differsInStorage, storedPanel } from '../../panel/memory/remember.ts';
import { emptyState, reduce, type PanelEvent, type PanelState } from '../../panel/state.ts';
import type { Keys } from '../config/keys.ts';
import type { ObservationStore } from '../routes/observationStore.ts';
import type { Routes } from '../routes/routes.ts';
import { needsKey, onEnvironmentChange, readEnvironment } from './ask/environment.ts';

export interface StoreParts {
  readonly keys: Keys;
  readonly routes: Routes;
  readonly observations: Pick<ObservationStore, 'onDidChange'>;
  readonly memory: PanelMemory;
  /** Called after every event. */
  readonly changed: (before: PanelState, event: PanelEvent, after: PanelState) => void;
}

/** Holds the state of the panel, applies events to it, and stores it for the next window. */
export class PanelStore {
  readonly #parts: StoreParts;
  #state: PanelState;
  readonly #watcher: vscode.Disposable;
  #refreshes = 0;

  constructor(parts: StoreParts) {
    this.#parts = parts;
    this.#state = emptyState(readEnvironment(parts.routes));
    this.#watcher = onEnvironmentChange(parts, this.refresh);
  }

  readonly state = (): PanelState => this.#state;

  readonly dispatch = (event: PanelEvent): void => {
    const { memory, changed } = this.#parts;
    const before = this.#state;
    this.#state = reduce(before, event);
    if (differsInStorage(before, this.#state)) memory.remember(storedPanel(this.#state));
    changed(before, event, this.#state);
    // A run changes the status of its route, and may have asked for a gateway.
    if (event.kind === 'run-ended') this.refresh();
  };

  /** Reads settings, keys, routes, workspace trust, and folders again. */
  readonly refresh = (): void => {
    const { keys, routes } = this.#parts;
    const refresh = (this.#refreshes += 1);
    void needsKey(keys).then((needs) => {
      // A later refresh knows more, and may have finished first.
      if (refresh !== this.#refreshes) return;
      // Reads the settings after the wait, because they can change meanwhile.
      const environment = { ...readEnvironment(routes), needsKey: needs };
      this.dispatch({ kind: 'environment', environment });
    });
  };

  dispose(): void {
    this.#watcher.dispose();
  }
}
