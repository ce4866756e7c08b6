import type { ResultView } from '../../../src/panel/results/protocol.ts';

/** The result on the stage, and those that are selected with it. */
export interface SelectionState {
  /** The id of the result on the stage; undefined follows the newest one. */
  readonly selected: string | undefined;
  /** The ids of the selected results; empty while only the one on the stage is selected. */
  readonly chosen: readonly string[];
  /** The id of the result where a range starts; undefined for the one on the stage. */
  readonly anchor: string | undefined;
}

export const NO_SELECTION: SelectionState = { selected: undefined, chosen: [], anchor: undefined };

/** `one` replaces the selection, `range` selects from the anchor on, and `focus` only moves the focus. */
export type SelectHow = 'one' | 'toggle' | 'range' | 'focus';

export interface Step {
  /** The id of the result that was clicked, or that a key leads to. */
  readonly to: string;
  readonly how: SelectHow;
  /** The ids of the results in the list, from end to end. */
  readonly order: readonly string[];
}

type Range = Pick<SelectionState, 'chosen' | 'anchor'>;

/** Returns the result on the stage: the selected one, or the newest. */
export function shownResult(
  { selected }: Pick<SelectionState, 'selected'>,
  results: readonly ResultView[],
): ResultView | undefined {
  return results.find(({ id }) => id === selected) ?? results[0];
}

/** Returns the selection after a click or a key. @param shown the id of the result on the stage before */
export function stepSelection(
  { chosen, anchor }: Range,
  shown: string | undefined,
  { to, how, order }: Step,
): Range {
  const before = chosen.length > 0 || shown === undefined ? chosen : [shown];
  switch (how) {
    case 'one':
      return { chosen: [], anchor: to };
    case 'focus':
      return { chosen: before, anchor };
    case 'toggle': {
      const isIn = before.includes(to);
      return { chosen: isIn ? before.filter((id) => id !== to) : [...before, to], anchor: to };
    }
    case 'range': {
      const from = anchor !== undefined && order.includes(anchor) ? anchor : (shown ?? to);
      const ends = [order.indexOf(from), order.indexOf(to)];
      const [first, last] = [Math.max(0, Math.min(...ends)), Math.max(...ends)];
      return { chosen: order.slice(first, last + 1), anchor: from };
    }
  }
}

/** The result on the stage, which keys start from, and all selected ones. */
export interface Selection {
  readonly lead: string | undefined;
  readonly ids: ReadonlySet<string>;
}

type Selectable = Pick<SelectionState, 'selected' | 'chosen'>;

export function selectionOf(state: Selectable, results: readonly ResultView[]): Selection {
  const lead = shownResult(state, results)?.id;
  const ids = state.chosen.filter((id) => results.some((result) => result.id === id));
  return { lead, ids: new Set(ids.length > 0 || lead === undefined ? ids : [lead]) };
}

/** Returns what an action on a result is for: the whole selection if the result belongs to it, otherwise only the result. */
export function targetsOf(
  id: string,
  state: Selectable,
  results: readonly ResultView[],
): readonly ResultView[] {
  const { ids } = selectionOf(state, results);
  return results.filter((result) => (ids.has(id) ? ids.has(result.id) : result.id === id));
}

/** Returns the result that the one on the stage is compared with: the chosen one, or the other one of a selected pair. */
export function comparedWith(
  state: Selectable & { readonly against: string | undefined },
  results: readonly ResultView[],
): ResultView | undefined {
  const { lead, ids } = selectionOf(state, results);
  const isPair = ids.size === 2 && lead !== undefined && ids.has(lead);
  return results.find(({ id }) =>
    state.against === undefined ? isPair && ids.has(id) && id !== lead : id === state.against,
  );
}
