import type { HostView, ToPanel } from '../../../src/panel/protocol.ts';
import type { ResultView } from '../../../src/panel/results/protocol.ts';
import type { StageMode } from '../stage/modes.ts';
import type { Updates } from '../updates.ts';
import {
  NO_SELECTION,
  comparedWith,
  shownResult,
  stepSelection,
  type SelectionState,
  type Step,
} from './selection.ts';

export type OriginText = Pick<Extract<ToPanel, { type: 'origin' }>, 'text' | 'title'>;

export interface ResultsState extends SelectionState {
  /** Shows the variants of a run side by side; undefined does so for the newest run if it has several. */
  readonly sheet: boolean | undefined;
  readonly mode: StageMode;
  /** The id of the result to compare with; undefined compares with the source. */
  readonly against: string | undefined;
  /** How much of the image results changed, as sentences, by the ids of the results. */
  readonly measured: Readonly<Record<string, string>>;
  /** What the files of results carry about where they come from, by the ids of the results. */
  readonly origins: Readonly<Record<string, OriginText>>;
  /** The id of the result that was just copied. */
  readonly copied: string | undefined;
}

export const NO_RESULTS: ResultsState = {
  ...NO_SELECTION,
  sheet: undefined,
  mode: 'single',
  against: undefined,
  measured: {},
  origins: {},
  copied: undefined,
};

export type ResultsMessage =
  | Extract<ToPanel, { type: 'measured' | 'origin' }>
  /** `isSheet`: whether the variants of the run are shown side by side; undefined leaves that as it is. */
  | ({ readonly type: 'selected'; readonly isSheet?: boolean | undefined } & Step)
  | { readonly type: 'chosen'; readonly results: readonly string[] }
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
  origin: ({ origins }, { result, text, title }) => ({
    origins: { ...origins, [result]: { text, title } },
  }),
  measured: ({ measured }, { result, text }) => ({ measured: { ...measured, [result]: text } }),
  // Selecting the newest result follows the next ones. Without a place to compare with, the comparison ends.
  selected: (state, { isSheet = state.sheet, ...step }) => {
    const { view, against } = state;
    const shown = shownResult(state, view?.results ?? [])?.id;
    const selection = stepSelection(state, shown, step);
    const follows = step.to === view?.results[0]?.id && selection.chosen.length === 0;
    return {
      ...selection,
      selected: follows ? undefined : step.to,
      sheet: isSheet,
      ...(against === step.to && { against: undefined, mode: 'single' }),
    };
  },
  chosen: (_state, { results }) => ({ chosen: results, anchor: undefined }),
  followed: () => ({
    ...NO_SELECTION,
    sheet: undefined,
    mode: 'single',
    against: undefined,
  }),
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
    const isShown =
      state.mode === 'difference' && shown?.source && !comparedWith(state, view?.results ?? []);
    return isShown ? shown.id : undefined;
  };
  const id = wanted(after);
  const isNew = id !== undefined && id !== wanted(before) && after.measured[id] === undefined;
  return isNew ? id : undefined;
}

/** Returns the result whose file the host should read: the page has just started to show it. Undefined if that is known. */
export function resultWithoutOrigin(
  before: ResultsState & { readonly view: HostView | undefined },
  after: ResultsState & { readonly view: HostView | undefined },
): string | undefined {
  const shownIn = ({ view, ...state }: typeof after) => shownResult(state, view?.results ?? []);
  const { id, isMissing } = shownIn(after) ?? {};
  const isNew = id !== undefined && id !== shownIn(before)?.id && after.origins[id] === undefined;
  return isNew && !isMissing ? id : undefined;
}

/**
 * Returns what a new list of the host changes on the page: where the result on the stage is gone, the next one in its list is
 * selected, and a comparison with a result that is gone ends.
 */
export function afterList(
  state: ResultsState,
  before: readonly ResultView[],
  after: readonly ResultView[],
): Partial<ResultsState> {
  const isLeft = (id: string) => after.some((result) => result.id === id);
  const shown = shownResult(state, before);
  const isGone = shown !== undefined && !isLeft(shown.id);
  const next = isGone ? successor(shown, state, before, isLeft) : undefined;
  return {
    ...(isGone && { selected: next === after[0]?.id ? undefined : next }),
    ...(!state.chosen.every(isLeft) && { chosen: state.chosen.filter(isLeft), anchor: undefined }),
    ...(state.against !== undefined &&
      !isLeft(state.against) && { against: undefined, mode: 'single' as const }),
  };
}

/** Returns the id of the next result that is left, or else of the one before. Variants side by side come first. */
function successor(
  shown: ResultView,
  state: Shown,
  results: readonly ResultView[],
  isLeft: (id: string) => boolean,
): string | undefined {
  const variants = variantsOf(shown, results);
  const sheet = showsSheet(state, variants.length) ? variants : [];
  for (const list of [sheet, results]) {
    const at = list.indexOf(shown);
    const later = list.slice(at + 1).find(({ id }) => isLeft(id));
    const found = later ?? list.slice(0, Math.max(0, at)).findLast(({ id }) => isLeft(id));
    if (found !== undefined) return found.id;
  }
  return undefined;
}
