import { html, nothing, type TemplateResult } from 'lit';
import type {
  EntryView,
  HistoryFromPanel,
  HistoryResultView,
} from '../../../src/panel/history/protocol.ts';
import { fill } from '../../shared/fill.ts';
import type { Context } from '../context.ts';
import { toolButton } from '../../shared/toolButton.ts';
import { focusEntry } from './focusEntry.ts';
import { viewThumbnail } from '../../shared/viewThumbnail.ts';

const END_ICONS = {
  saved: 'check',
  cancelled: 'circle-slash',
  failed: 'error',
  running: 'sync',
  open: 'question',
} as const;

/** One earlier run: what was asked, how it ended, what came. */
export function viewEntry(entry: EntryView, context: Context): TemplateResult {
  const { id, prompt, when, outcome, end, facts, told, results } = entry;
  const { strings, ui } = context;
  return html`
    <li class="entry" id="entry-${id}">
      <div class="line top">
        <div class="asked about" title=${prompt}>${prompt}</div>
        <div class="tools">
          ${toolButton('edit', strings.historyReuse, () => {
            ui.send({ type: 'history-entry', entry: id, action: 'reuse' });
            document.getElementById('prompt')?.focus();
          })}
          ${toolButton('close', strings.historyForget, () => {
            focusBeside(id);
            ui.send({ type: 'history-entry', entry: id, action: 'forget' });
          })}
        </div>
      </div>
      <div class="outcome-line ${end}">
        <vscode-icon name=${END_ICONS[end]}></vscode-icon>
        <span>${outcome}</span> <span class="hint">${when}</span>
      </div>
      <div class="hint">${facts}</div>
      ${sources(entry, context)} ${told.map((one) => html`<p class="hint">${one}</p>`)}
      ${
        results.length === 0
          ? nothing
          : html`<ul class="images">
              ${results.map((result, place) => viewResult(result, id, place, context))}
            </ul>`
      }
    </li>
  `;
}

function sources({ images }: EntryView, { strings }: Context): TemplateResult | typeof nothing {
  if (images.length === 0) return nothing;
  const names = images.map(({ name, gone }) => (gone ? fill(strings.historyGone, name) : name));
  return html`<div class="hint">${fill(strings.historyOf, names.join(', '))}</div>`;
}

function viewResult(
  { name, details, gone, src }: HistoryResultView,
  entry: string,
  place: number,
  { strings, ui }: Context,
): TemplateResult {
  const act = (action: Extract<HistoryFromPanel, { type: 'history-result' }>['action']) => () => {
    ui.send({ type: 'history-result', entry, result: place, action });
  };
  return html`
    <li class="image">
      ${viewThumbnail(src, ui)}
      <div class="about">
        <div class="name" title=${name}>${gone ? fill(strings.historyGone, name) : name}</div>
        <div class="hint">${details}</div>
      </div>
      ${
        gone
          ? nothing
          : html`<div class="tools">
              ${toolButton('go-to-file', fill(strings.historyOpen, name), act('open'))}
              ${toolButton('folder-opened', fill(strings.historyReveal, name), act('reveal'))}
              ${toolButton('arrow-left', fill(strings.historyUse, name), act('use-as-source'))}
            </div>`
      }
    </li>
  `;
}

/** An entry that goes takes the focus away with it, unless another one has it by then. */
function focusBeside(id: string): void {
  const entry = document.getElementById(`entry-${id}`);
  const beside = entry?.nextElementSibling ?? entry?.previousElementSibling;
  if (beside) focusEntry(beside);
  else document.getElementById('history-search')?.focus();
}
