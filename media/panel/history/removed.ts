import { html, nothing } from 'lit';
import { toolButton } from '../../shared/toolButton.ts';
import type { Context } from '../context.ts';

/** The last removal from the history, until it is undone or the user closes the line. */
export function viewRemoved({ view, strings, ui }: Context): unknown {
  if (view.removed === undefined) return nothing;
  return html`
    <div class="deleted line" role="status">
      <span class="about">${view.removed}</span>
      <vscode-button
        id="undo-remove"
        secondary
        icon="discard"
        @click=${() => {
          ui.send({ type: 'history-undo' });
        }}
      >
        ${strings.undo}
      </vscode-button>
      ${toolButton('close', strings.dismiss, () => {
        ui.send({ type: 'history-forget-removed' });
      })}
    </div>
  `;
}
