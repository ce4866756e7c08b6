/** What a key does with the result on the stage. */
export type ResultKey =
  | { readonly does: 'keep' | 'reject' | 'unmark' | 'source' | 'compare' | 'delete' }
  | { readonly does: 'delete-rest' | 'variants' | 'stage' | 'undo' }
  | { readonly does: 'stars'; readonly stars: number }
  | { readonly does: 'move'; readonly to: 'previous' | 'next' | 'up' | 'down' | 'first' | 'last' };

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const MOVES: Readonly<Record<string, Extract<ResultKey, { does: 'move' }>['to']>> = {
  ArrowLeft: 'previous',
  ArrowRight: 'next',
  ArrowUp: 'up',
  ArrowDown: 'down',
  Home: 'first',
  End: 'last',
};

/** The letters of Lightroom and darktable where they have one. */
const LETTERS: Readonly<Record<string, ResultKey>> = {
  p: { does: 'keep' },
  x: { does: 'reject' },
  u: { does: 'unmark' },
  e: { does: 'source' },
  c: { does: 'compare' },
  g: { does: 'variants' },
};

/** Returns what a key does; undefined for keys that do nothing with results. */
export function resultKey(event: Key): ResultKey | undefined {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (altKey) return undefined;
  if (ctrlKey || metaKey) return key.toLowerCase() === 'z' ? { does: 'undo' } : undefined;
  if (key === 'Delete' || key === 'Backspace') {
    return { does: shiftKey ? 'delete-rest' : 'delete' };
  }
  if (shiftKey) return undefined;
  const to = MOVES[key];
  if (to !== undefined) return { does: 'move', to };
  if (key === 'Enter') return { does: 'stage' };
  if (/^[0-5]$/.test(key)) return { does: 'stars', stars: Number(key) };
  return LETTERS[key.toLowerCase()];
}

/**
 * Returns the index that a move leads to. Nothing wraps around, so that a held key ends at the last image.
 *
 * @param columns of a grid; 1 for a row, where up and down move as well
 */
export function indexAfterMove(
  to: Extract<ResultKey, { does: 'move' }>['to'],
  at: number,
  { count, columns }: { readonly count: number; readonly columns: number },
): number {
  const steps = { previous: -1, next: 1, up: -columns, down: columns } as const;
  if (to === 'first') return 0;
  if (to === 'last') return count - 1;
  const next = at + steps[to];
  return next < 0 || next >= count ? at : next;
}
