import type { HostView, ToPanel } from '../../../src/panel/protocol.ts';
import type { ResultView } from '../../../src/panel/results/protocol.ts';
import type { StageMode } from '../stage/modes.ts';
import type { Updates } from '../updates.ts';

export interface ResultsState {
  /** The id of the result on the stage; undefined follows the newest one. */
  readonly selected: string | undefined;
  /** Shows the variants of a run side by side; undefined does so for the newest run if it has several. */
  readonly sheet: boolean | undefined;
  readonly mode: StageMode;
  /** The id of the result to compare with; undefined compares with the source. */
  readonly against: string | undefined;
  /** How much of the image results changed, as sentences, by the ids of the results. */
  readonly measured: Readonly<Record<string, string>>;
  /** The id of the result that was just copied. */
  readonly copied: string | undefined;
}

export const NO_RESULTS: ResultsState = {
  selected: undefined,
  sheet: undefined,
  mode: 'single',
  against: undefined,
  measured: {},
  copied: undefined,
};

export type ResultsMessage =
  | Extract<ToPanel, { type: 'measured' }>
  /** `isSheet`: whether the variants of the run are shown side by side; undefined leaves that as it is. */
  | { readonly type: 'selected'; readonly result: string; readonly isSheet?: boolean | undefined }
  /** The user started a run, so the stage follows the newest result again. */
  | { readonly type: 'followed' }
  | { readonly type: 'sheet'; readonly isOn: boolean }
  | { readonly type: 'stage-mode'; readonly mode: StageMode }
  | { readonly type: 'against'; readonly result: string | undefined }
  | { readonly type: 'copied'; readonly result: string | undefined };

export const resultsUpdates: Updates<
  ResultsState & { readonly view: HostView | undefined },
  ResultsMessage
> = {
  measured: ({ measured }, { result, text }) => ({ measured: { ...measured, [result]: text } }),
  // Selecting the newest result follows the next ones. Without a place to compare with, the comparison ends.
  selected: ({ view, against, sheet }, { result, isSheet = sheet }) => ({
    selected: result === view?.results[0]?.id ? undefined : result,
    sheet: isSheet,
    ...(against === result && { against: undefined, mode: 'single' }),
  }),
  followed: () => ({ selected: undefined, sheet: undefined, mode: 'single', against: undefined }),
  sheet: (_state, { isOn }) => ({ sheet: isOn, mode: 'single', against: undefined }),
  'stage-mode': ({ against }, { mode }) => ({
    mode,
    sheet: false,
    against: mode === 'single' ? undefined : against,
  }),
  against: (_state, { result }) => ({
    against: result,
    sheet: false,
    mode: result === undefined ? 'single' : 'sideBySide',
  }),
  copied: (_state, { result }) => ({ copied: result }),
};

type Shown = Pick<ResultsState, 'selected' | 'sheet'>;

/** Returns the result on the stage: the selected one, or the newest. */
export function shownResult(
  { selected }: Pick<ResultsState, 'selected'>,
  results: readonly ResultView[],
): ResultView | undefined {
  return results.find(({ id }) => id === selected) ?? results[0];
}

/** Returns the results of the same run, in the order of the list. */
export function variantsOf(
  result: ResultView,
  results: readonly ResultView[],
): readonly ResultView[] {
  if (result.run === undefined) return [result];
  return results.filter(({ run }) => run === result.run);
}

/**
 * Returns whether the stage shows the variants of the run side by side: when the user asks for it, and by itself while the
 * newest run has several.
 */
export function showsSheet({ selected, sheet }: Shown, count: number): boolean {
  return count > 1 && (sheet ?? selected === undefined);
}

/** Returns the result to measure: the page has just started to show how it differs from its source. Undefined if nothing has to be measured. */
export function resultToMeasure(
  before: ResultsState & { readonly view: HostView | undefined },
  after: ResultsState & { readonly view: HostView | undefined },
): string | undefined {
  const wanted = ({ view, ...state }: typeof after) => {
    const shown = shownResult(state, view?.results ?? []);
    const isShown = state.mode === 'difference' && state.against === undefined && shown?.source;
    return isShown ? shown.id : undefined;
  };
  const id = wanted(after);
  const isNew = id !== undefined && id !== wanted(before) && after.measured[id] === undefined;
  return isNew ? id : undefined;
}

/**
 * Returns what a new list of the host changes on the page: where the selected result is gone, the one that took its place is
 * selected, and a comparison with a result that is gone ends.
 */
export function afterList(
  state: ResultsState,
  before: readonly ResultView[],
  after: readonly ResultView[],
): Partial<ResultsState> {
  const isGone = (id: string | undefined) =>
    id !== undefined && !after.some((result) => result.id === id);
  const shown = shownResult(state, before)?.id;
  const at = before.findIndex(({ id }) => id === shown);
  const next = after[Math.min(at, after.length - 1)];
  return {
    ...(isGone(shown) && { selected: next && next !== after[0] ? next.id : undefined }),
    ...(isGone(state.against) && { against: undefined, mode: 'single' as const }),
  };
}
