import { html, nothing, type TemplateResult } from 'lit';
import type {
  EntryView,
  HistoryResultAction,
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

/** An earlier run with its prompt, outcome, and results. */
export function viewEntry(entry: EntryView, context: Context): TemplateResult {
  const { id, prompt, when, outcome, end, facts, notes, results } = entry;
  const { strings, ui } = context;
  return html`
    <li class="entry" id="entry-${id}">
      <div class="line top">
        <div class="prompt-text about" title=${prompt}>${prompt}</div>
        <div class="tools">
          ${toolButton('edit', strings.historyReuse, () => {
            ui.send({ type: 'history-entry', entry: id, action: 'reuse' });
            document.getElementById('prompt')?.focus();
          })}
          ${toolButton('close', strings.historyForget, () => {
            focusNeighbor(id);
            ui.send({ type: 'history-entry', entry: id, action: 'forget' });
          })}
        </div>
      </div>
      <div class="outcome-line ${end}">
        <vscode-icon name=${END_ICONS[end]}></vscode-icon>
        <span>${outcome}</span> <span class="hint">${when}</span>
      </div>
      <div class="hint">${facts}</div>
      ${sources(entry, context)} ${notes.map((note) => html`<p class="hint">${note}</p>`)}
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
  const names = images.map(({ name, isMissing }) =>
    isMissing ? fill(strings.historyMissing, name) : name,
  );
  return html`<div class="hint">${fill(strings.historyFrom, names.join(', '))}</div>`;
}

function viewResult(
  { name, details, isMissing, src }: HistoryResultView,
  entry: string,
  place: number,
  { strings, ui }: Context,
): TemplateResult {
  const act = (action: HistoryResultAction) => () => {
    ui.send({ type: 'history-result', entry, result: place, action });
  };
  return html`
    <li class="image">
      ${viewThumbnail(src, ui.draw)}
      <div class="about">
        <div class="name" title=${name}>
          ${isMissing ? fill(strings.historyMissing, name) : name}
        </div>
        <div class="hint">${details}</div>
      </div>
      ${
        isMissing
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

/** Moves the focus to a neighbor, because removing an entry removes the focus with it. */
function focusNeighbor(id: string): void {
  const entry = document.getElementById(`entry-${id}`);
  const beside = entry?.nextElementSibling ?? entry?.previousElementSibling;
  if (beside) focusEntry(beside);
  else document.getElementById('history-search')?.focus();
}
