import type { VscodeTextarea } from '@vscode-elements/elements/dist/vscode-textarea/index.js';
import { html, nothing, type TemplateResult } from 'lit';
import { MAX_PROMPT_LENGTH, type Starter } from '../../../src/panel/ask/protocol.ts';
import type { Context } from '../context.ts';

/** In UTF-16 units: a longer prompt fills the box. */
const MAX_SIZED_LENGTH = 5000;

/** Grows with its text. Not resizable: the image of the handle is a data: address, which the content security policy does not allow. */
export function promptBox(prompt: string, { strings, view, ui }: Context): TemplateResult {
  return html`
    <div class="prompt-box" data-text=${prompt.slice(0, MAX_SIZED_LENGTH)}>
      <vscode-textarea
        id="prompt"
        resize="none"
        maxlength=${MAX_PROMPT_LENGTH}
        .placeholder=${view.images.length > 0 ? strings.promptForEdit : strings.promptForNew}
        .value=${prompt}
        @input=${({ currentTarget }: Event) => {
          ui.edit({ prompt: (currentTarget as VscodeTextarea).value });
        }}
        @keydown=${(event: KeyboardEvent) => {
          const [area] = event.composedPath();
          if (!(area instanceof HTMLTextAreaElement) || event.isComposing) return;
          const { value: text, selectionStart: start, selectionEnd: end } = area;
          if (ui.recall(event.key, { text, start, end })) event.preventDefault();
        }}
      ></vscode-textarea>
    </div>
  `;
}

/** Example prompts, while the prompt is empty. */
export function viewStarters(
  prompt: string,
  starters: readonly Starter[],
  { strings, view, ui }: Context,
): TemplateResult | typeof nothing {
  if (prompt !== '') return nothing;
  const operation = view.images.length > 0 ? 'edit' : 'generate';
  return html`
    <div class="starters" role="group" aria-label=${strings.starters}>
      ${starters
        .filter((starter) => starter.operation === operation)
        .map(
          (starter) => html`
            <button
              type="button"
              class="starter"
              title=${starter.prompt}
              @click=${() => {
                ui.edit({ prompt: starter.prompt });
                document.getElementById('prompt')?.focus();
              }}
            >
              ${starter.label}
            </button>
          `,
        )}
    </div>
  `;
}
