import { html, nothing, type TemplateResult } from 'lit';
import type { FailureView } from '../../../src/panel/failures/protocol.ts';
import { toolButton } from '../../shared/toolButton.ts';
import type { Context } from '../context.ts';

/** The failures, with the safe action first. No button stands out that could pay twice. */
export function viewFailures(context: Context): TemplateResult | typeof nothing {
  const { failures } = context.view;
  if (failures.length === 0) return nothing;
  return html`${failures.map((failure) => viewFailure(failure, context))}`;
}

function viewFailure(failure: FailureView, { strings, ui }: Context): TemplateResult {
  const { id, cancelled, prompt, text, actions, alternative } = failure;
  return html`
    <div class="notice ${cancelled ? '' : 'failure'}">
      <vscode-icon name=${cancelled ? 'circle-slash' : 'error'}></vscode-icon>
      <div class="about">
        ${prompt === undefined ? nothing : html`<p class="name">${prompt}</p>`}
        <p>${text}</p>
        <div class="buttons">
          ${actions.map(
            ({ action, label }, index) => html`
              <vscode-button
                ?secondary=${index > 0 || action === 'send-again'}
                @click=${() => {
                  // The page edits the prompt; the host does the rest.
                  if (action === 'edit-prompt') document.getElementById('prompt')?.focus();
                  else ui.send({ type: 'failure-action', failure: id, action });
                }}
              >
                ${label}
              </vscode-button>
            `,
          )}
          ${
            alternative === undefined
              ? nothing
              : html`
                  <vscode-button
                    secondary
                    @click=${() => {
                      ui.send({ type: 'use-alternative', failure: id });
                    }}
                  >
                    ${alternative}
                  </vscode-button>
                `
          }
        </div>
      </div>
      ${toolButton('close', strings.dismiss, () => {
        ui.send({ type: 'dismiss-failure', failure: id });
      })}
    </div>
  `;
}
