import { html, nothing, type TemplateResult } from 'lit';
import type { FailureView } from '../../../src/panel/viewProtocol.ts';
import type { Context } from '../context.ts';
import { toolButton } from '../../shared/toolButton.ts';

/** What is missing before anything can be made, with the one button that gets it. */
export function viewSetup({ view, ui }: Context): TemplateResult | typeof nothing {
  const { setup } = view;
  if (setup === undefined) return nothing;
  return html`
    <div class="notice">
      <vscode-icon name="info"></vscode-icon>
      <div class="about">
        <p>${setup.text}</p>
        <vscode-button
          @click=${() => {
            ui.send({ type: 'set-up', action: setup.action });
          }}
        >
          ${setup.label}
        </vscode-button>
      </div>
    </div>
  `;
}

/** How runs failed, what that means for money, and what can be done: the safe step first, and none that may pay twice stands out. */
export function viewFailures(context: Context): TemplateResult | typeof nothing {
  const { failures } = context.view;
  if (failures.length === 0) return nothing;
  return html`${failures.map((failure) => viewFailure(failure, context))}`;
}

function viewFailure(failure: FailureView, { strings, ui }: Context): TemplateResult {
  const { id, cancelled, prompt, text, actions, offer } = failure;
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
                  // The prompt is here; every other action is the host's.
                  if (action === 'edit-prompt') document.getElementById('prompt')?.focus();
                  else ui.send({ type: 'follow', failure: id, action });
                }}
              >
                ${label}
              </vscode-button>
            `,
          )}
          ${
            offer === undefined
              ? nothing
              : html`
                  <vscode-button
                    secondary
                    @click=${() => {
                      ui.send({ type: 'take-offer', failure: id });
                    }}
                  >
                    ${offer}
                  </vscode-button>
                `
          }
        </div>
      </div>
      ${toolButton('close', strings.dismiss, () => {
        ui.send({ type: 'dismiss', failure: id });
      })}
    </div>
  `;
}
