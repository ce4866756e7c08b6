import type { SelectHow } from './selection.ts';

/** What a key does with the result on the stage. */
export type ResultKey =
  | { readonly does: 'keep' | 'reject' | 'unmark' | 'source' | 'compare' | 'mode' | 'delete' }
  | { readonly does: 'delete-rest' | 'variants' | 'stage' | 'undo' }
  | { readonly does: 'stars'; readonly stars: number }
  | SelectionKey;

/** What a key does with the selection. */
export type SelectionKey =
  | { readonly does: 'all' | 'toggle' | 'clear' }
  | { readonly does: 'move'; readonly to: Move; readonly how: Exclude<SelectHow, 'toggle'> };

type Move = 'previous' | 'next' | 'up' | 'down' | 'first' | 'last';

interface Key {
  readonly key: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const MOVES: Readonly<Record<string, Move>> = {
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
  m: { does: 'mode' },
  ' ': { does: 'toggle' },
  escape: { does: 'clear' },
};

/** With Ctrl, or Cmd on a Mac. Space toggles there, too, as in lists of other programs. */
const COMMANDS: Readonly<Record<string, ResultKey>> = {
  z: { does: 'undo' },
  a: { does: 'all' },
  ' ': { does: 'toggle' },
};

/** Returns what a key does; undefined for keys that do nothing with results. */
export function resultKey(event: Key): ResultKey | undefined {
  const { key, shiftKey, ctrlKey, metaKey, altKey } = event;
  if (altKey) return undefined;
  const to = MOVES[key];
  if (to !== undefined) {
    return { does: 'move', to, how: shiftKey ? 'range' : ctrlKey || metaKey ? 'focus' : 'one' };
  }
  if (ctrlKey || metaKey) return COMMANDS[key.toLowerCase()];
  if (key === 'Delete' || key === 'Backspace') {
    return { does: shiftKey ? 'delete-rest' : 'delete' };
  }
  if (shiftKey) return undefined;
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
  to: Move,
  at: number,
  { count, columns }: { readonly count: number; readonly columns: number },
): number {
  const steps = { previous: -1, next: 1, up: -columns, down: columns } as const;
  if (to === 'first') return 0;
  if (to === 'last') return count - 1;
  const next = at + steps[to];
  return next < 0 || next >= count ? at : next;
}
