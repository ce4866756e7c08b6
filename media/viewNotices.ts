import { html, nothing, type TemplateResult } from 'lit';
import type { FailureView } from '../src/vscode/panelProtocol.ts';
import type { Context, Ui } from './view.ts';

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

/** How the last run failed, what that means for money, and what can be done: the safe step first, and none that may pay twice stands out. */
export function viewFailure({ view, ui }: Context): TemplateResult | typeof nothing {
  const { failure } = view;
  if (failure === undefined) return nothing;
  return html`
    <div class="notice failure">
      <vscode-icon name="error"></vscode-icon>
      <div class="about">
        <p>${failure.text}</p>
        <div class="buttons">
          ${failure.actions.map(
            ({ action, label }, index) => html`
              <vscode-button
                ?secondary=${index > 0 || action === 'send-again'}
                @click=${() => {
                  follow(action, ui);
                }}
              >
                ${label}
              </vscode-button>
            `,
          )}
        </div>
      </div>
    </div>
  `;
}

/** The prompt is here; every other action is the host's. */
function follow(action: FailureView['actions'][number]['action'], ui: Ui): void {
  if (action === 'edit-prompt') document.getElementById('prompt')?.focus();
  else ui.send({ type: 'follow', action });
}
