import { html, nothing, type TemplateResult } from 'lit';
import type { Starter } from '../../../src/panel/protocol.ts';
import type { PromptView } from '../../../src/panel/prompts/protocol.ts';
import { LONGEST_SAVED, namesAll } from '../../../src/panel/prompts/savedPrompts.ts';
import { fill } from '../../shared/fill.ts';
import type { Context } from '../context.ts';
import { toolButton } from '../../shared/toolButton.ts';

/** Saves the prompt as it stands, and opens the list of those that are saved. */
export function promptTools(
  prompt: string,
  shown: readonly PromptView[] | undefined,
  { strings, ui }: Context,
): TemplateResult {
  const isTooLong = prompt.length > LONGEST_SAVED;
  const reason = isTooLong ? fill(strings.promptTooLong, LONGEST_SAVED) : '';
  return html`
    <div class="buttons">
      <vscode-button
        secondary
        icon="library"
        aria-expanded=${String(shown !== undefined)}
        @click=${() => {
          ui.showPrompts(shown === undefined ? [] : undefined);
          if (shown === undefined) ui.send({ type: 'saved-prompts' });
        }}
      >
        ${strings.savedPrompts}
      </vscode-button>
      ${
        prompt.trim() === ''
          ? nothing
          : // The title is around it: a disabled button takes no pointer.
            html`<span title=${reason}>
              <vscode-button
                secondary
                icon="save"
                ?disabled=${isTooLong}
                aria-disabled=${String(isTooLong)}
                aria-label=${isTooLong ? `${strings.savePrompt} ${reason}` : nothing}
                @click=${() => {
                  if (!isTooLong) ui.send({ type: 'save-prompt', prompt });
                }}
              >
                ${strings.savePrompt}
              </vscode-button>
            </span>`
      }
    </div>
  `;
}

/** Those of the workspace, of the user, and the ones to begin with; choosing one fills it in. */
export function viewSavedPrompts(
  shown: readonly PromptView[] | undefined,
  starters: readonly Starter[],
  context: Context,
): TemplateResult | typeof nothing {
  if (shown === undefined) return nothing;
  const { strings, ui, view } = context;
  const operation = view.images.length > 0 ? 'edit' : 'generate';
  const places = { workspace: strings.forWorkspace, user: strings.forUser } as const;
  return html`
    <ul
      class="prompts"
      aria-label=${strings.savedPrompts}
      @keydown=${({ key }: KeyboardEvent) => {
        if (key !== 'Escape') return;
        ui.showPrompts(undefined);
        document.getElementById('prompt')?.focus();
      }}
    >
      ${shown.map(({ id, name, text, place }) =>
        row(name, text, places[place], context, () => {
          ui.send({ type: 'delete-prompt', prompt: id });
        }),
      )}
      ${starters
        .filter((starter) => starter.operation === operation)
        .map(({ label, prompt }) => row(label, prompt, strings.builtIn, context))}
    </ul>
  `;
}

/** @param remove absent for what Easel brings along */
function row(
  name: string,
  text: string,
  place: string,
  { strings, ui }: Context,
  remove?: () => void,
): TemplateResult {
  return html`
    <li>
      <button
        type="button"
        class="prompt"
        title=${text}
        @click=${() => {
          ui.enter({ prompt: text });
          ui.showPrompts(undefined);
          document.getElementById('prompt')?.focus();
        }}
      >
        <span class="name">${name}</span>
        <span class="hint">${place}</span>
        ${namesAll(name, text) ? nothing : html`<span class="hint asked">${text}</span>`}
      </button>
      ${remove ? toolButton('trash', fill(strings.deletePrompt, name), remove) : nothing}
    </li>
  `;
}
