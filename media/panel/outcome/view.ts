import { html, type TemplateResult } from 'lit';
import { TABS, type OutcomeTab } from '../../../src/panel/ask/draftProtocol.ts';
import type { Context } from '../context.ts';
import { viewHistory } from '../history/view.ts';
import { viewResults } from '../results/view.ts';
import type { State } from '../state.ts';
import { RESULTS_TAB, showTab } from './tab.ts';

/** The tabs of results and history. */
export function viewOutcome(state: State, context: Context): TemplateResult {
  const tab = state.draft.tab ?? RESULTS_TAB;
  return html`
    <section class="outcome" aria-label=${context.strings.outcome}>
      <div class="tabs" role="tablist" aria-label=${context.strings.outcome}>
        ${TABS.map((at) => tabButton(at, tab, context))}
      </div>
      <div class="${tab.at}-tab" role="tabpanel" id="outcome" aria-labelledby="tab-${tab.at}">
        ${tab.at === 'history' ? viewHistory(state, tab, context) : viewResults(state, context)}
      </div>
    </section>
  `;
}

/** The Tab key reaches the selected tab, and the arrow keys reach the other one (ARIA Authoring Practices, Tabs). */
function tabButton(
  at: OutcomeTab['at'],
  selected: OutcomeTab,
  { strings, ui }: Context,
): TemplateResult {
  const isSelected = at === selected.at;
  return html`
    <button
      type="button"
      role="tab"
      class="tab"
      id="tab-${at}"
      aria-selected=${String(isSelected)}
      aria-controls="outcome"
      tabindex=${isSelected ? 0 : -1}
      @click=${() => {
        showTab(ui, { ...selected, at });
      }}
      @keydown=${({ key }: KeyboardEvent) => {
        if (key !== 'ArrowLeft' && key !== 'ArrowRight') return;
        const other = at === 'results' ? 'history' : 'results';
        showTab(ui, { ...selected, at: other });
        document.getElementById(`tab-${other}`)?.focus();
      }}
    >
      ${strings[at]}
    </button>
  `;
}
