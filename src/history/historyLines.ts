import { MAX_BYTES, MAX_ENTRIES, parseEntry, type History, type HistoryEntry } from './history.ts';
import { Turn } from './turn.ts';

/**
 * Converts between entries and JSON lines, and remembers the lines of the last text: a history changes by a line at a time, and
 * validating 10,000 entries takes 200 ms.
 */
export class HistoryLines {
  #entries: ReadonlyMap<string, HistoryEntry | undefined> = new Map();
  readonly #lines = new WeakMap<HistoryEntry, string>();

  /** Parses the newest lines and leaves out those that aren't entries. */
  readonly parse = async (text: string, most = MAX_ENTRIES): Promise<History> => {
    const turn = new Turn();
    const lines = lastLines(text, most);
    const known = this.#entries;
    const entries = new Map<string, HistoryEntry | undefined>();
    const history: HistoryEntry[] = [];
    for (const line of lines) {
      if (turn.isOver()) await turn.next();
      const entry = known.has(line) ? known.get(line) : parseEntry(line);
      entries.set(line, entry);
      if (entry === undefined) continue;
      this.#lines.set(entry, line);
      history.push(entry);
    }
    // A part of the file must not make the rest forgotten.
    if (lines.length < most || most >= MAX_ENTRIES) this.#entries = entries;
    return history;
  };

  /** Returns JSON lines of at most `MAX_BYTES`. Leaves out the oldest entries that don't fit. */
  readonly serialize = async (history: History): Promise<string> => {
    const lines: string[] = [];
    const turn = new Turn();
    let bytes = 0;
    for (const entry of history.slice(-MAX_ENTRIES).reverse()) {
      if (turn.isOver()) await turn.next();
      const line = this.#lines.get(entry) ?? JSON.stringify(entry);
      this.#lines.set(entry, line);
      bytes += Buffer.byteLength(line) + 1;
      if (bytes > MAX_BYTES) break;
      lines.push(line);
    }
    return [...lines.reverse(), ''].join('\n');
  };
}

/** Returns the last lines that aren't empty, without looking at the others: a long history is some MB. */
function lastLines(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  for (let end = text.length; end > 0 && lines.length < most;) {
    const start = text.lastIndexOf('\n', end - 1) + 1;
    if (start < end) lines.push(text.slice(start, end));
    end = start - 1;
  }
  return lines.reverse();
}
