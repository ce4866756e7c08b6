import { html, nothing, type TemplateResult } from 'lit';
import { announcement } from './announcement.ts';
import { choices } from './ask/draft.ts';
import { isFolded } from './studio/isFolded.ts';
import { limitWarnings } from './ask/limits.ts';
import { viewAsk, viewPrompt, viewRunBar } from './ask/view.ts';
import type { Context, Ui } from './context.ts';
import { viewFailures } from './failures/view.ts';
import { viewOutcome } from './outcome/view.ts';
import { imageBeingMarked } from './region/state.ts';
import { viewMarking } from './region/view.ts';
import { viewRuns } from './runs/view.ts';
import { viewSetup } from './setup/view.ts';
import { viewSources } from './sources/view.ts';
import type { State } from './state.ts';

/** The whole panel. Text from outside only goes through the text bindings of Lit, so it stays text. */
export function view(state: State, ui: Ui): TemplateResult | typeof nothing {
  const { strings, view } = state;
  if (strings === undefined || view === undefined) return nothing;
  const context = { strings, view, ui };
  return html`
    <main class="easel">
      <h1 class="visually-hidden">${strings.title}</h1>
      ${viewZones(state, context)}
      <div class="visually-hidden" role="status">${announcement(strings, view, state.copied)}</div>
    </main>
  `;
}

/** What to ask for with Run, its progress, and its failures, which are always in sight; and the outcome of its runs, or the region editor. */
function viewZones(state: State, context: Context): TemplateResult {
  const { strings, view } = context;
  const chosen = choices(state.draft, view);
  const image = imageBeingMarked(state);
  const warnings = limitWarnings(view.images, chosen.limits, strings);
  // Results that arrive from elsewhere don't take the place of what the user works with.
  const keepForm = () => {
    if (state.draft.showsForm === undefined) context.ui.edit({ showsForm: true });
  };
  return html`
    ${viewSetup(context)}
    <div class="zones ${image ? 'is-marking' : ''} ${isFolded(state, view) ? 'is-folded' : ''}">
      <div class="ask-zone">
        <div class="ask-scroll" id="form" @focusin=${keepForm} @pointerdown=${keepForm}>
          ${viewSources(context, warnings, image !== undefined)} ${viewAsk(chosen, state, context)}
        </div>
        <div class="events">${viewRuns(context)} ${viewFailures(context)}</div>
        <div class="run-zone">
          ${viewPrompt(chosen, state, context)} ${viewRunBar(chosen, state, context)}
        </div>
      </div>
      ${image ? viewMarking(image, context) : viewOutcome(state, context)}
    </div>
  `;
}
