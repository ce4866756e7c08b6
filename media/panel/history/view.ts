import { focusEntry } from './focusEntry.ts';
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import {
  HISTORY_PAGE,
  MAX_SEARCH_LENGTH,
  MAX_SHOWN,
  type HistoryQuery,
  type HistoryView,
} from '../../../src/panel/history/protocol.ts';
import { showTab, type OutcomeTab } from '../outcome/tab.ts';
import { fill } from '../../shared/fill.ts';
import type { Context } from '../context.ts';
import { toolButton } from '../../shared/toolButton.ts';
import { viewEntry } from './viewEntry.ts';

/** The runs that match the search, newest first. @param history undefined until the host has answered */
export function viewHistory(
  history: HistoryView | undefined,
  tab: OutcomeTab,
  context: Context,
): TemplateResult {
  const { strings, ui } = context;
  const show = (change: Partial<HistoryQuery>) => {
    showTab(ui, { ...tab, query: { ...tab.query, ...change } });
  };
  return html`
    <div class="line">
      <vscode-textfield
        id="history-search"
        maxlength=${MAX_SEARCH_LENGTH}
        .label=${strings.historySearch}
        .placeholder=${strings.historySearch}
        .value=${tab.query.search}
        @input=${({ currentTarget }: Event) => {
          show({ search: (currentTarget as VscodeTextfield).value, most: HISTORY_PAGE });
        }}
      >
        <vscode-icon slot="content-before" name="search"></vscode-icon>
      </vscode-textfield>
      ${toolButton('clear-all', strings.historyClear, () => {
        ui.send({ type: 'history-clear' });
      })}
    </div>
    ${history === undefined ? nothing : viewFound(history, show, context)}
  `;
}

function viewFound(
  { all, found, entries }: HistoryView,
  show: (change: Partial<HistoryQuery>) => void,
  context: Context,
): TemplateResult {
  const { strings } = context;
  const isSearch = found < all;
  const count = isSearch
    ? fill(strings.historyFound, found, all)
    : fill(strings.historyShown, entries.length, all);
  return html`
    <p class="hint" role="status">${all === 0 ? nothing : count}</p>
    ${all === 0 ? html`<p class="placeholder">${strings.historyEmpty}</p>` : nothing}
    ${all > 0 && found === 0 ? html`<p class="placeholder">${strings.historyNone}</p>` : nothing}
    <ol class="history">
      ${repeat(
        entries,
        ({ id }) => id,
        (entry) => viewEntry(entry, context),
      )}
    </ol>
    ${
      entries.length < found
        ? html`<div class="buttons">
            <vscode-button
              secondary
              @click=${() => {
                // The button moves or disappears, so the focus goes to the entry before it.
                focusEntry(document.querySelector('.history > li:last-child'));
                show({ most: Math.min(MAX_SHOWN, entries.length + HISTORY_PAGE) });
              }}
            >
              ${strings.historyMore}
            </vscode-button>
          </div>`
        : nothing
    }
  `;
}
