import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import type { FailureButton, FailureView } from '../../../src/panel/failures/protocol.ts';
import { toolButton } from '../../shared/toolButton.ts';
import type { Context } from '../context.ts';

/** The failures, with the safe action first. No button stands out that could pay twice. */
export function viewFailures(context: Context): TemplateResult | typeof nothing {
  const { failures } = context.view;
  if (failures.length === 0) return nothing;
  // With keys, focus and open details stay with their failure when another one arrives.
  return html`${repeat(
    failures,
    ({ id }) => id,
    (failure) => viewFailure(failure, context),
  )}`;
}

function viewFailure(failure: FailureView, context: Context): TemplateResult {
  const { strings, ui } = context;
  const { id, cancelled, prompt, text, buttons, details } = failure;
  const toButton = (button: FailureButton, index: number) =>
    viewButton(id, button, index === 0 && button.isSafe, context);
  return html`
    <div class="notice ${cancelled ? '' : 'failure'}">
      <vscode-icon name=${cancelled ? 'circle-slash' : 'error'}></vscode-icon>
      <div class="about">
        ${prompt === undefined ? nothing : html`<p class="name">${prompt}</p>`}
        <p>${text}</p>
        <div class="buttons">${buttons.map(toButton)}</div>
        ${
          details === undefined
            ? nothing
            : html`
                <details>
                  <summary>${strings.failureDetails}</summary>
                  <p>${details.text}</p>
                  <div class="buttons">
                    ${details.buttons.map((button) => viewButton(id, button, false, context))}
                  </div>
                </details>
              `
        }
      </div>
      ${toolButton('close', strings.dismiss, () => {
        ui.send({ type: 'dismiss-failure', failure: id });
      })}
    </div>
  `;
}

function viewButton(
  failure: string,
  { button, label }: FailureButton,
  isPrimary: boolean,
  { ui }: Context,
): TemplateResult {
  return html`
    <vscode-button
      ?secondary=${!isPrimary}
      @click=${() => {
        // The page edits the prompt; the host does the rest.
        if (button === 'edit-prompt') document.getElementById('prompt')?.focus();
        else if (button === 'alternative') ui.send({ type: 'use-alternative', failure });
        else ui.send({ type: 'failure-action', failure, action: button });
      }}
    >
      ${label}
    </vscode-button>
  `;
}
