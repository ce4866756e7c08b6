import { html, nothing, type TemplateResult } from 'lit';
import type { Context } from '../context.ts';

/** The notice that says what is missing before a run, with the button that helps. */
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
            ui.send({ type: 'setup-action', action: setup.action });
          }}
        >
          ${setup.label}
        </vscode-button>
      </div>
    </div>
  `;
}
