import { html, type TemplateResult } from 'lit';
import type { ResultView } from '../../../src/panel/results/protocol.ts';
import type { Context } from '../context.ts';
import { spoken, viewBadge } from './badge.ts';
import { dragOut } from './dragOut.ts';

export interface Option {
  /** On the contact sheet, or on the strip. */
  readonly place: 'tile' | 'option';
  readonly classes: string;
  readonly title: string;
  readonly isSelected: boolean;
}

/** A result in a list: it can be selected, compared by Alt+click, opened on the stage by a double click, and dragged out. */
export function viewOption(
  result: ResultView,
  { place, classes, title, isSelected }: Option,
  { strings, ui }: Context,
  picture: TemplateResult,
): TemplateResult {
  const { id, src } = result;
  return html`
    <div
      class=${classes}
      role="option"
      id="${place}-${id}"
      tabindex=${isSelected ? 0 : -1}
      aria-selected=${String(isSelected)}
      aria-label=${spoken(result, strings)}
      title=${title}
      draggable=${src === undefined ? 'false' : 'true'}
      @dragstart=${dragOut(src)}
      @click=${(event: MouseEvent) => {
        if (event.altKey) ui.compareWith(id);
        else ui.select(id, place);
      }}
      @dblclick=${() => {
        ui.showSheet(false);
      }}
    >
      ${picture} ${viewBadge(result)}
    </div>
  `;
}
