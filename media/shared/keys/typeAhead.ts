/** A pause after which the next letter begins a new word. */
const PAUSE_MS = 600;
/** Options that Page Up and Page Down skip. */
const PAGE = 10;

/** Finds the option of a drop-down that keys lead to, as those of the system do. */
export class TypeAhead {
  #typed = '';
  #at = 0;

  /**
   * @param active the index of the active option; -1 for none
   * @param now in ms
   * @returns the index of an option, which is the active one if no other matches; undefined for a key that moves nothing
   */
  indexAfter(
    key: string,
    labels: readonly string[],
    active: number,
    now: number,
  ): number | undefined {
    const last = labels.length - 1;
    if (key === 'Home') return 0;
    if (key === 'End') return last;
    if (key === 'PageUp') return Math.max(0, active - PAGE);
    if (key === 'PageDown') return Math.min(last, active + PAGE);
    const typed = now - this.#at > PAUSE_MS ? '' : this.#typed;
    // A space alone opens the list, or chooses.
    if (Array.from(key).length !== 1 || (key === ' ' && typed === '')) return undefined;
    this.#typed = typed + key.toLowerCase();
    this.#at = now;
    return this.#find(labels, active) ?? active;
  }

  /** One letter again and again goes through the options that begin with it. A word begins with the active option. */
  #find(labels: readonly string[], active: number): number | undefined {
    const letters = Array.from(this.#typed);
    const isOneLetter = letters.every((letter) => letter === letters[0]);
    const wanted = isOneLetter ? (letters[0] ?? '') : this.#typed;
    const first = active + (isOneLetter ? 1 : 0);
    return labels
      .map((_, step) => (Math.max(0, first) + step) % labels.length)
      .find((index) => labels[index]?.toLowerCase().startsWith(wanted));
  }
}
