import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { guard } from 'lit/directives/guard.js';
import type { OutcomeTab } from '../../../src/panel/ask/draftProtocol.ts';
import {
  MAX_SEARCH_LENGTH,
  type ItemView,
  type ListView,
} from '../../../src/panel/history/protocol.ts';
import { fill } from '../../shared/fill.ts';
import { toolButton } from '../../shared/toolButton.ts';
import type { Context } from '../context.ts';
import { showTab } from '../outcome/tab.ts';
import { viewItem, type ItemContext } from './item.ts';
import './list.ts';
import type { Range } from './list.ts';
import { viewRemoved } from './removed.ts';
import type { HistoryState } from './state.ts';

const STARRED = 'is:starred';

/** Everything that was made in the workspace, newest first, by day. */
export function viewHistory(
  { history, items }: HistoryState,
  tab: OutcomeTab,
  context: Context,
): TemplateResult {
  const { strings, ui } = context;
  return html`
    ${viewRemoved(context)} ${viewSearch(tab, context)}
    ${
      history === undefined
        ? nothing
        : html`${viewCount(history, context)}
            <easel-history
              .list=${history}
              .items=${items}
              .viewItem=${guard([strings, ui], () => itemViewer(context))}
              @range=${({ detail }: CustomEvent<Range>) => {
                ui.send({ type: 'history-range', list: history.list, ...detail });
              }}
            ></easel-history>`
    }
  `;
}

/** The same function as long as nothing that items show has changed: with another one the list would draw all its items again. */
function itemViewer(context: ItemContext): (item: ItemView | undefined) => TemplateResult {
  return (item) => viewItem(item, context);
}

function viewSearch(tab: OutcomeTab, { strings, ui }: Context): TemplateResult {
  const { search } = tab;
  const isStarred = search.split(' ').includes(STARRED);
  const show = (text: string) => {
    showTab(ui, { ...tab, search: text });
  };
  return html`
    <div class="line">
      <vscode-textfield
        id="history-search"
        maxlength=${MAX_SEARCH_LENGTH}
        .label=${strings.historySearch}
        .placeholder=${strings.historySearch}
        .value=${search}
        @input=${({ currentTarget }: Event) => {
          show((currentTarget as VscodeTextfield).value);
        }}
      >
        <vscode-icon slot="content-before" name="search"></vscode-icon>
      </vscode-textfield>
      <vscode-toolbar-button
        icon=${isStarred ? 'star-full' : 'star-empty'}
        toggleable
        ?checked=${isStarred}
        .label=${strings.historyStarred}
        title=${strings.historyStarred}
        @click=${() => {
          const others = search.split(' ').filter((word) => word !== STARRED && word !== '');
          show((isStarred ? others : [STARRED, ...others]).join(' '));
        }}
      ></vscode-toolbar-button>
      ${toolButton('clear-all', strings.historyClear, () => {
        ui.send({ type: 'history-clear' });
      })}
    </div>
  `;
}

function viewCount({ all, days, search }: ListView, { strings }: Context): TemplateResult {
  const found = days.reduce((sum, { count }) => sum + count, 0);
  const isSearch = search.trim() !== '';
  const count = isSearch ? fill(strings.historyFound, found, all) : fill(strings.historyAll, all);
  return html`
    <p class="hint" role="status">${all === 0 ? nothing : count}</p>
    ${all === 0 ? html`<p class="placeholder">${strings.historyEmpty}</p>` : nothing}
    ${all > 0 && found === 0 ? html`<p class="placeholder">${strings.historyNone}</p>` : nothing}
  `;
}
