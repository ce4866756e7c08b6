import { html, nothing, type TemplateResult } from 'lit';
import type { FromPanel } from '../src/vscode/panelProtocol.ts';
import type { HostView, ResultView } from '../src/vscode/panelViewProtocol.ts';
import type { PromptView } from '../src/vscode/panelPromptsProtocol.ts';
import type { PanelStrings } from '../src/vscode/panelStringNames.ts';
import { choices, type Draft } from './draft.ts';
import type { DrawThumbnail } from './drawThumbnail.ts';
import { limitsMet } from './limits.ts';
import type { Caret } from './recall.ts';
import { announcement, beingMarked, type State } from './state.ts';
import { viewAsk } from './viewAsk.ts';
import { viewImages } from './viewImages.ts';
import { viewSetup } from './viewNotices.ts';
import { viewMarking } from './viewRegion.ts';
import { viewOutcome } from './viewOutcome.ts';

/** What the panel can do when the user does something. */
export interface Ui {
  readonly send: (message: FromPanel) => void;
  readonly enter: (change: Partial<Draft>) => void;
  readonly run: () => void;
  /** An earlier prompt, or a later one again; true where the key did that. */
  readonly recall: (key: string, caret: Caret) => boolean;
  /** Shows a result beside its source, or no longer. */
  readonly compare: (result: string | undefined) => void;
  /** The list of saved prompts; undefined: no longer. */
  readonly showPrompts: (prompts: readonly PromptView[] | undefined) => void;
  readonly copyImage: (result: ResultView) => void;
  /** Marks a region of the source, or is done with it. */
  readonly mark: (image: string | undefined) => void;
  readonly draw: DrawThumbnail;
}

/** What every part of the view is given. */
export interface Context {
  readonly strings: PanelStrings;
  readonly view: HostView;
  readonly ui: Ui;
}

/** The whole panel. Foreign text goes through Lit's text bindings alone, so it stays text. */
export function view(state: State, ui: Ui): TemplateResult | typeof nothing {
  const { strings, view } = state;
  if (strings === undefined || view === undefined) return nothing;
  const context = { strings, view, ui };
  const marked = beingMarked(state);
  return html`
    <main class="easel">
      <h1 class="unseen">${strings.title}</h1>
      ${marked ? viewMarking(marked, context) : viewDesk(state, context)}
      <div class="unseen" role="status">${announcement(strings, view, state.copied)}</div>
    </main>
  `;
}

/** Where one asks, and what came of it. */
function viewDesk(state: State, context: Context): TemplateResult {
  const { strings, view } = context;
  const asked = choices(state.draft, view);
  const limits = limitsMet(view.images, asked.limits, strings);
  return html`
    ${viewSetup(context)}
    <div class="columns">
      <div class="asking">${viewImages(context, limits)} ${viewAsk(asked, state, context)}</div>
      ${viewOutcome(state, context)}
    </div>
  `;
}
