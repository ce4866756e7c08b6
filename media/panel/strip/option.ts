import { html, type TemplateResult } from 'lit';
import type { ResultView } from '../../../src/panel/results/protocol.ts';
import type { Context } from '../context.ts';
import { menuContext } from '../pictureMenu/context.ts';
import type { SelectHow, Selection } from '../results/selection.ts';
import { spoken, viewBadge } from './badge.ts';
import { dragOut } from './dragOut.ts';

export interface Option {
  /** On the contact sheet, or on the strip. */
  readonly place: 'tile' | 'option';
  readonly classes: string;
  readonly title: string;
  readonly selection: Selection;
}

/**
 * A result in a list: a click selects it, alone or with others, Alt+click compares it, a double click opens it on the stage, and
 * a drag takes it out, with the whole selection if it belongs to it.
 */
export function viewOption(
  result: ResultView,
  { place, classes, title, selection }: Option,
  { strings, view, ui }: Context,
  picture: TemplateResult,
): TemplateResult {
  const { id, src } = result;
  const { lead, ids } = selection;
  const isSelected = ids.has(id);
  return html`
    <div
      class=${classes}
      role="option"
      id="${place}-${id}"
      tabindex=${id === lead ? 0 : -1}
      aria-selected=${String(isSelected)}
      aria-label=${spoken(result, strings)}
      title=${title}
      data-vscode-context=${menuContext(result, selection)}
      draggable=${src === undefined ? 'false' : 'true'}
      @dragstart=${(event: DragEvent) => {
        const dragged = isSelected ? view.results.filter((one) => ids.has(one.id)) : [result];
        dragOut(
          event,
          dragged.map((one) => one.src),
        );
      }}
      @click=${(event: MouseEvent) => {
        if (event.altKey) ui.compareWith(id);
        else ui.select(id, place, howOf(event));
      }}
      @dblclick=${() => {
        ui.showSheet(false);
      }}
    >
      ${picture} ${viewBadge(result)}
    </div>
  `;
}

function howOf({ shiftKey, ctrlKey, metaKey }: MouseEvent): SelectHow {
  if (shiftKey) return 'range';
  return ctrlKey || metaKey ? 'toggle' : 'one';
}
