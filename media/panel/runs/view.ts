import { html, nothing, type TemplateResult } from 'lit';
import type { RunView } from '../../../src/panel/runs/protocol.ts';
import type { Context } from '../context.ts';

/** The runs in progress, each with its phase, time, and received bytes, and with a Cancel button. */
export function viewRuns(context: Context): TemplateResult | typeof nothing {
  const { strings, view, ui } = context;
  if (view.runs.length === 0) return nothing;
  const several = view.runs.length > 1;
  return html`
    <ul class="runs">
      ${view.runs.map((run) => viewRun(run, context))}
    </ul>
    ${
      several
        ? html`<div class="buttons">
            <vscode-button
              secondary
              @click=${() => {
                ui.send({ type: 'cancel-all' });
              }}
            >
              ${strings.cancelAll}
            </vscode-button>
          </div>`
        : nothing
    }
  `;
}

function viewRun({ id, line, prompt }: RunView, { strings, ui }: Context): TemplateResult {
  return html`
    <li class="progress">
      <vscode-progress-bar
        indeterminate
        aria-label="${strings.running}: ${prompt}"
      ></vscode-progress-bar>
      <div class="line">
        <span class="about">
          <span class="name">${prompt}</span>
          <span class="hint clock" title=${line}>${line}</span>
        </span>
        <vscode-button
          secondary
          @click=${() => {
            ui.send({ type: 'cancel', run: id });
          }}
        >
          ${strings.cancel}
        </vscode-button>
      </div>
    </li>
  `;
}
