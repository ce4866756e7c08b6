import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import type { FailureView } from '../../../src/panel/failures/protocol.ts';
import type { ResultView } from '../../../src/panel/results/protocol.ts';
import type { Context } from '../context.ts';
import type { PendingPart } from '../results/pending.ts';
import type { Selection } from '../results/selection.ts';
import { viewOption } from '../strip/option.ts';
import { sheetColumns } from './columns.ts';
import { viewFailed } from './failed.ts';

export interface Sheet {
  /** Newest first, as on the strip. */
  readonly shown: readonly ResultView[];
  readonly pending: readonly PendingPart[];
  /** The requests of the run that returned no image. */
  readonly failure: FailureView | undefined;
  readonly selection: Selection;
}

/** The variants of a run side by side. Each has its place before its image arrives, so that nothing moves. */
export function viewSheet(
  { shown, pending, failure, selection }: Sheet,
  context: Context,
): TemplateResult {
  const { strings } = context;
  const count = shown.length + pending.length + (failure ? 1 : 0);
  return html`
    <div
      class="sheet"
      ${ref((sheet) => {
        if (sheet instanceof HTMLElement) {
          sheet.style.setProperty('--columns', String(sheetColumns(count)));
        }
      })}
    >
      ${failure ? viewFailed(failure, context) : nothing}
      <div
        class="variants"
        role="listbox"
        aria-multiselectable="true"
        aria-label=${strings.variants}
        aria-busy=${String(pending.length > 0)}
      >
        ${repeat(
          // In one list, so that an image replaces the place of its request and moves no other. The requests that are sent last come first.
          [...pending.toReversed(), ...shown],
          (one, index) => ('id' in one ? one.id : `place-${index}`),
          (one) => ('id' in one ? viewTile(one, selection, context) : viewPending(one, context)),
        )}
      </div>
    </div>
  `;
}

function viewTile(result: ResultView, selection: Selection, context: Context): TemplateResult {
  const { name, src, preview } = result;
  const picture =
    src === undefined
      ? html`<vscode-icon name="file-media"></vscode-icon>`
      : html`<img src=${preview?.src ?? src} alt="" draggable="false" />`;
  const option = { place: 'tile', classes: 'tile', title: name, selection } as const;
  return viewOption(result, option, context, picture);
}

function viewPending({ line, state, number }: PendingPart, { strings }: Context): TemplateResult {
  if (state === 'failed') {
    return html`<div class="tile pending failed">
      <vscode-icon name="error"></vscode-icon>
      <span class="hint">${number} · ${strings.failed}</span>
    </div>`;
  }
  return html`
    <div class="tile pending">
      <vscode-icon
        name=${state === 'waiting' ? 'circle-outline' : 'loading'}
        ?spin=${state !== 'waiting'}
      ></vscode-icon>
      <span class="hint">${number}${line === '' ? nothing : html` · ${line}`}</span>
    </div>
  `;
}
