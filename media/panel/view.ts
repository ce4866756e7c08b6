import { type Ui, type Context } from './context.ts';
import { html, nothing, type TemplateResult } from 'lit';
import { choices } from './ask/draft.ts';
import { limitsMet } from './ask/limits.ts';
import { announcement, beingMarked, type State } from './state.ts';
import { viewAsk } from './ask/view.ts';
import { viewImages } from './sources/view.ts';
import { viewSetup } from './failures/view.ts';
import { viewMarking } from './region/view.ts';
import { viewOutcome } from './outcome/view.ts';

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
