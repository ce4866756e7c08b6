import type { Draft } from '../../src/panel/ask/draftProtocol.ts';
import type { Starter } from '../../src/panel/ask/protocol.ts';
import type { HostView, ToPanel } from '../../src/panel/protocol.ts';
import type { Draw, Encode, MenuChoice } from '../../src/panel/results/protocol.ts';
import type { PanelStrings } from '../../src/panel/stringsProtocol.ts';
import { NOT_RECALLING } from './ask/recall.ts';
import { askUpdates, type AskMessage, type AskState } from './ask/state.ts';
import {
  NO_EXPORT,
  exportAfterList,
  exportUpdates,
  type ExportMessage,
  type ExportState,
} from './export/state.ts';
import { NO_HISTORY, historyUpdates, type HistoryState } from './history/state.ts';
import { promptsUpdates, type PromptsMessage, type PromptsState } from './prompts/state.ts';
import { regionUpdates, type RegionMessage, type RegionState } from './region/state.ts';
import {
  NO_RESULTS,
  afterList,
  resultsUpdates,
  type ResultsMessage,
  type ResultsState,
} from './results/state.ts';
import { runsUpdates } from './runs/state.ts';
import type { Updates } from './updates.ts';

/** The state of the page: the view from the host, and the slices of all features. */
export interface State
  extends AskState, PromptsState, RegionState, ResultsState, ExportState, HistoryState {
  /** Undefined until the host has answered `ready`. */
  readonly strings: PanelStrings | undefined;
  readonly starters: readonly Starter[];
  readonly view: HostView | undefined;
}

type PerformedMessage = 'show-result' | 'focus-prompt' | 'open-export';

/**
 * Messages from the host, and actions of the user. The page answers `encode` and `draw`, and does what the other excluded messages say as
 * if the user did it; none of them changes the state.
 */
export type Message =
  | Exclude<ToPanel, Encode | Draw | MenuChoice | { readonly type: PerformedMessage }>
  | AskMessage
  | PromptsMessage
  | RegionMessage
  | ResultsMessage
  | ExportMessage;

const UPDATES: Updates<State, Message> = {
  strings: (_state, { strings, starters }) => ({ strings, starters }),
  view: (state, { view }) => ({
    view,
    ...afterList(state, state.view?.results ?? [], view.results),
    ...exportAfterList(state, view.results),
  }),
  ...askUpdates,
  ...promptsUpdates,
  ...regionUpdates,
  ...runsUpdates,
  ...resultsUpdates,
  ...exportUpdates,
  ...historyUpdates,
};

/** @param draft that VS Code kept for the page */
export function emptyPanel(draft?: Draft): State {
  return {
    draft: draft ?? { prompt: '' },
    hasOwnDraft: draft !== undefined,
    strings: undefined,
    starters: [],
    view: undefined,
    recall: NOT_RECALLING,
    destination: undefined,
    marking: undefined,
    ...NO_HISTORY,
    savedPrompts: undefined,
    ...NO_RESULTS,
    ...NO_EXPORT,
  };
}

export function update(state: State, message: Message): State {
  // The mapped type pairs each update with its message; TypeScript can't follow that through the union.
  const change = UPDATES[message.type] as (state: State, message: Message) => Partial<State>;
  return { ...state, ...change(state, message), ...(endsExport(state, message) && NO_FORM) };
}

const NO_FORM = { exporting: undefined };

/** Returns whether a message shows something else in the place of the form: another picture, a comparison, or a new run. */
function endsExport({ exporting }: State, message: Message): boolean {
  if (message.type === 'selected') return message.to !== exporting?.image;
  return ['sheet', 'stage-mode', 'against', 'followed'].includes(message.type);
}
