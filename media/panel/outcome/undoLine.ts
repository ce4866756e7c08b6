import { html, nothing, type TemplateResult } from 'lit';
import { toolButton } from '../../shared/toolButton.ts';
import type { Context } from '../context.ts';

export interface UndoLine {
  /** Of the button, which can get the focus. */
  readonly id: string;
  /** What was done; undefined while there is nothing to undo. */
  readonly text: string | undefined;
  readonly undo: () => void;
  readonly dismiss: () => void;
}

/** Says what was done, until it is undone or the user closes the line. */
export function viewUndoLine(
  { id, text, undo, dismiss }: UndoLine,
  { strings }: Context,
): TemplateResult | typeof nothing {
  if (text === undefined) return nothing;
  return html`
    <div class="deleted line" role="status">
      <span class="about">${text}</span>
      <vscode-button id=${id} secondary icon="discard" @click=${undo}
        >${strings.undo}</vscode-button
      >
      ${toolButton('close', strings.dismiss, dismiss)}
    </div>
  `;
}
