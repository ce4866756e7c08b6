import { html, type TemplateResult } from 'lit';
import { AT_RESULTS, look, type Looking } from './tab.ts';
import type { State } from '../state.ts';
import type { Context } from '../context.ts';
import { viewHistory } from '../history/view.ts';
import { viewFailures } from '../failures/view.ts';
import { viewResults } from '../results/view.ts';
import { viewRuns } from '../runs/view.ts';

const PLACES = ['results', 'history'] as const;
type Place = Looking['at'];

/** What came, or what came earlier; the runs that go on, and how others failed, are to be seen beside both. */
export function viewOutcome(state: State, context: Context): TemplateResult {
  const looking = state.draft.looking ?? AT_RESULTS;
  return html`
    <section class="outcome" aria-label=${context.strings.outcomeTabs}>
      <div class="tabs" role="tablist" aria-label=${context.strings.outcomeTabs}>
        ${PLACES.map((place) => tab(place, looking, context))}
      </div>
      ${viewRuns(context)} ${viewFailures(context)}
      <div class="outcome" role="tabpanel" id="outcome" aria-labelledby="tab-${looking.at}">
        ${
          looking.at === 'history'
            ? viewHistory(state.history, looking, context)
            : viewResults(state, context)
        }
      </div>
    </section>
  `;
}

/** One tab is in the way of the Tab key, the arrows go to the other: what the ARIA practices say of tabs. */
function tab(place: Place, looking: Looking, { strings, ui }: Context): TemplateResult {
  const isChosen = place === looking.at;
  const choose = (at: Place) => {
    look(ui, { ...looking, at });
  };
  return html`
    <button
      type="button"
      role="tab"
      class="tab"
      id="tab-${place}"
      aria-selected=${String(isChosen)}
      aria-controls="outcome"
      tabindex=${isChosen ? 0 : -1}
      @click=${() => {
        choose(place);
      }}
      @keydown=${({ key }: KeyboardEvent) => {
        if (key !== 'ArrowLeft' && key !== 'ArrowRight') return;
        const other = place === 'results' ? 'history' : 'results';
        choose(other);
        document.getElementById(`tab-${other}`)?.focus();
      }}
    >
      ${place === 'results' ? strings.result : strings.history}
    </button>
  `;
}
