import { addEntry, replaceEntry } from './changes.ts';
import type { HistoryEntry } from './history.ts';
import type { HistoryFile } from './historyFile.ts';

/** Adds a run to the history when its request is sent, and replaces that entry when the run ends. */
export class RunEntries {
  readonly #change: HistoryFile['change'];
  readonly #sent = new Set<string>();
  readonly #ended = new Set<string>();

  /** @param change changes the history; it must apply changes in the order in which it is called */
  constructor(change: HistoryFile['change']) {
    this.#change = change;
  }

  /**
   * Adds the entry of a sent run, or replaces it when the run ends, and again when more is known about its end. Adds nothing if the
   * user removed the entry in between.
   *
   * @throws what the disk throws
   */
  async add(entry: HistoryEntry): Promise<void> {
    const { id, outcome } = entry;
    if (outcome === 'sent') {
      this.#sent.add(id);
      try {
        await this.#change((history) => addEntry(history, entry));
      } catch (error) {
        // The run has no entry to replace, so its end must be added as a new one.
        this.#sent.delete(id);
        throw error;
      }
      return;
    }
    try {
      const isAdded = () => this.#sent.has(id) || this.#ended.has(id);
      await this.#change((history) => (isAdded() ? replaceEntry : addEntry)(history, entry));
      this.#ended.add(id);
    } finally {
      this.#sent.delete(id);
    }
  }

  /** Returns whether this window sent a run and has not recorded its end yet. */
  isRunning(id: string): boolean {
    return this.#sent.has(id);
  }
}
