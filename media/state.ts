import type { HostView, ToPanel } from '../src/vscode/panelProtocol.ts';
import type { PanelStrings } from '../src/vscode/panelStringNames.ts';
import type { Draft } from './draft.ts';

/** What the panel is drawn from. */
export interface State {
  readonly draft: Draft;
  /** Undefined until the host has answered `ready`. */
  readonly strings: PanelStrings | undefined;
  readonly view: HostView | undefined;
}

/** What the user enters, and what the host tells. */
export type Message = ToPanel | { readonly type: 'entered'; readonly change: Partial<Draft> };

export function update(state: State, message: Message): State {
  switch (message.type) {
    case 'strings':
      return { ...state, strings: message.strings };
    case 'view':
      return { ...state, view: message.view };
    case 'progress':
      if (state.view === undefined) return state;
      return { ...state, view: { ...state.view, run: message.run, failure: undefined } };
    case 'model-chosen':
      return { ...state, draft: { ...state.draft, model: message.model } };
    case 'entered':
      return { ...state, draft: { ...state.draft, ...message.change } };
  }
}

/** Whether Run does anything: something to say, nothing missing, nothing going on. */
export function canRun({ draft, view }: State): boolean {
  if (view === undefined || view.run !== undefined) return false;
  // A missing gateway is asked for when the run starts; trust and a folder are not a run's to ask for.
  const isReady = view.setup === undefined || view.setup.action === 'choose-gateway';
  return isReady && draft.prompt.trim() !== '';
}

/** What a screen reader says: phases and ends, not the clock that ticks every second. */
export function announcement(strings: PanelStrings, view: HostView): string {
  if (view.run !== undefined) return strings[view.run.phase];
  if (view.failure !== undefined) return `${strings.failed}. ${view.failure.text}`;
  const [first] = view.results;
  if (first === undefined) return '';
  return [fill(strings.saved, first.name), ...view.warnings].join(' ');
}

/** Puts values into one of the host's strings, in the places `{0}`, `{1}`, … */
export function fill(text: string, ...values: readonly (string | number)[]): string {
  return text.replaceAll(/\{(\d+)\}/g, (place, index: string) => {
    return String(values[Number(index)] ?? place);
  });
}
