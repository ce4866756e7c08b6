import { addEntry, replaceEntry, type HistoryEntry } from './history.ts';
import type { HistoryFile } from './historyFile.ts';

/** Adds a run to the history when its request is sent, and puts the run's end in that entry's place. */
export class RunEntries {
  readonly #change: HistoryFile['change'];
  readonly #sent = new Set<string>();

  /** @param change applies changes in the order of its calls */
  constructor(change: HistoryFile['change']) {
    this.#change = change;
  }

  /**
   * Adds one entry. The end of a run whose entry the user removed meanwhile is not added.
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
        // There is no entry to replace, so the run's end is added.
        this.#sent.delete(id);
        throw error;
      }
      return;
    }
    try {
      await this.#change((history) =>
        (this.#sent.has(id) ? replaceEntry : addEntry)(history, entry),
      );
    } finally {
      this.#sent.delete(id);
    }
  }

  /** Returns whether this window has sent a run and not yet added its end. */
  isRunning(id: string): boolean {
    return this.#sent.has(id);
  }
}
