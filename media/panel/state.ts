import { fill } from '../shared/fill.ts';
import { MOST_RUNNING, type Starter, type ToPanel } from '../../src/panel/protocol.ts';
import type { HostView, ImageView, RunView } from '../../src/panel/viewProtocol.ts';
import type { HistoryView } from '../../src/panel/history/protocol.ts';
import type { PromptView } from '../../src/panel/prompts/protocol.ts';
import type { PanelStrings } from '../../src/panel/stringsProtocol.ts';
import type { Draft } from './ask/draft.ts';
import { NOT_RECALLING, type Recall } from './ask/recall.ts';

/** What the panel is drawn from. */
export interface State {
  readonly draft: Draft;
  /** Undefined until the host has answered `ready`. */
  readonly strings: PanelStrings | undefined;
  readonly starters: readonly Starter[];
  readonly view: HostView | undefined;
  readonly recall: Recall;
  /** The result that is shown beside its source. */
  readonly compared: string | undefined;
  /** The image whose region is being marked. */
  readonly marking: string | undefined;
  /** Undefined until it was looked at. */
  readonly history: HistoryView | undefined;
  /** What is saved to be asked again, while its list is open. */
  readonly savedPrompts: readonly PromptView[] | undefined;
  /** How much of the picture results changed, in words, by result. */
  readonly measured: Readonly<Record<string, string>>;
  /** The result that was just copied. */
  readonly copied: string | undefined;
}

/** What the user does, and what the host tells. */
export type Message =
  | ToPanel
  | { readonly type: 'entered'; readonly change: Partial<Draft> }
  | { readonly type: 'recalled'; readonly prompt: string; readonly recall: Recall }
  | { readonly type: 'marking'; readonly image: string | undefined }
  | { readonly type: 'compared'; readonly result: string | undefined }
  | { readonly type: 'prompts-shown'; readonly prompts: readonly PromptView[] | undefined }
  | { readonly type: 'copied'; readonly result: string | undefined };

export function emptyPanel(draft: Draft): State {
  return {
    draft,
    strings: undefined,
    starters: [],
    view: undefined,
    recall: NOT_RECALLING,
    compared: undefined,
    marking: undefined,
    history: undefined,
    savedPrompts: undefined,
    measured: {},
    copied: undefined,
  };
}

export function update(state: State, message: Message): State {
  switch (message.type) {
    case 'strings':
      return { ...state, strings: message.strings, starters: message.starters };
    case 'view':
      return { ...state, view: message.view };
    case 'progress':
      if (state.view === undefined) return state;
      return { ...state, view: { ...state.view, runs: progressed(state.view.runs, message.run) } };
    case 'filled': {
      const { ask } = message;
      return {
        ...state,
        draft: { ...state.draft, ...ask, prompt: ask.prompt ?? state.draft.prompt },
        recall: NOT_RECALLING,
      };
    }
    case 'entered':
      return { ...state, draft: { ...state.draft, ...message.change }, recall: NOT_RECALLING };
    case 'recalled': {
      const { prompt, recall } = message;
      return { ...state, draft: { ...state.draft, prompt }, recall };
    }
    case 'history':
      return { ...state, history: message.history };
    case 'compared':
      return { ...state, compared: message.result };
    case 'saved-prompts':
      // The host tells after every change, also while the list is closed.
      return state.savedPrompts === undefined ? state : { ...state, savedPrompts: message.prompts };
    case 'prompts-shown':
      return { ...state, savedPrompts: message.prompts };
    case 'copied':
      return { ...state, copied: message.result };
    case 'measured':
      return { ...state, measured: { ...state.measured, [message.result]: message.text } };
    case 'encode':
      // For the document to do; nothing is drawn from it.
      return state;
    case 'marking':
      return { ...state, marking: message.image };
  }
}

/** A run that has ended meanwhile does not come back. */
function progressed(runs: readonly RunView[], run: RunView): RunView[] {
  return runs.map((one) => (one.id === run.id ? run : one));
}

/** The source, while its region is being marked; another source ends that. */
export function beingMarked({ marking, view }: State): ImageView | undefined {
  const [source] = view?.images ?? [];
  return source?.region && source.src && source.id === marking ? source : undefined;
}

/** Whether Run does anything: something to say, nothing missing, room for one more. */
export function canRun({ draft, view }: Pick<State, 'draft' | 'view'>): boolean {
  if (view === undefined || view.runs.length >= MOST_RUNNING) return false;
  // A missing gateway or key is asked for when the run starts; trust and a folder are not a run's to ask for.
  const { setup } = view;
  const isReady = setup?.action !== 'trust' && setup?.action !== 'open-folder';
  return isReady && draft.prompt.trim() !== '';
}

/** Whether a run that goes on has brought a result: what is restored, or moves up when another one goes, has not just come. */
export function hasArrived(before: HostView | undefined, after: HostView | undefined): boolean {
  const [newest] = after?.results ?? [];
  if (before === undefined || newest === undefined || before.runs.length === 0) return false;
  return !before.results.some(({ id }) => id === newest.id);
}

/** What a screen reader says: phases and ends, not the clock that ticks every second. */
export function announcement(strings: PanelStrings, view: HostView, copied?: string): string {
  const picture = view.results.find(({ id }) => id === copied);
  if (picture !== undefined) return fill(strings.copied, picture.name);
  const run = view.runs.at(-1);
  if (run !== undefined) return [run.part, strings[run.phase]].filter(Boolean).join(', ');
  const [failure] = view.failures;
  if (failure?.cancelled) return failure.text;
  if (failure !== undefined) return `${strings.failed}. ${failure.text}`;
  const [first] = view.results;
  if (first === undefined) return '';
  return [fill(strings.saved, first.name), ...first.warnings].join(' ');
}
