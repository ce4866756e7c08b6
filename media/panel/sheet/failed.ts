import { html, nothing, type TemplateResult } from 'lit';
import type { FailureView } from '../../../src/panel/failures/protocol.ts';
import type { Context } from '../context.ts';
import { failedTile, type FailedTile } from './failedTile.ts';

/** The place of the requests of a run that returned no image. */
export function viewFailed(failure: FailureView, { strings, ui }: Context): TemplateResult {
  const { id, reason, again }: FailedTile = failedTile(failure);
  return html`
    <div
      class="tile pending ${failure.cancelled ? '' : 'failed'}"
      role="group"
      aria-label=${failure.cancelled ? reason : `${strings.failed}. ${reason}`}
    >
      <vscode-icon name=${failure.cancelled ? 'circle-slash' : 'error'}></vscode-icon>
      <span class="hint" title=${reason}>${reason}</span>
      ${
        again === undefined
          ? nothing
          : html`<vscode-button
              secondary
              @click=${() => {
                ui.send({ type: 'failure-action', failure: id, action: again.button });
              }}
            >
              ${again.label}
            </vscode-button>`
      }
    </div>
  `;
}
