import { html, nothing, type TemplateResult } from 'lit';
import type { Context } from './view.ts';

/** A run that goes on: what it is doing, for how long, how much has come. */
export function viewRun({ strings, view, ui }: Context): TemplateResult | typeof nothing {
  const { run } = view;
  if (run === undefined) return nothing;
  return html`
    <div class="progress">
      <vscode-progress-bar indeterminate aria-label=${strings.running}></vscode-progress-bar>
      <div class="line">
        <span class="about clock">${run.line}</span>
        <vscode-button
          secondary
          @click=${() => {
            ui.send({ type: 'cancel', run: run.id });
          }}
        >
          ${strings.cancel}
        </vscode-button>
      </div>
    </div>
  `;
}
