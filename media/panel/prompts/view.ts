import { html, nothing, type TemplateResult } from 'lit';
import type { Starter } from '../../../src/panel/ask/protocol.ts';
import { MAX_SAVED_LENGTH, type PromptView } from '../../../src/panel/prompts/protocol.ts';
import { fill } from '../../shared/fill.ts';
import type { Context } from '../context.ts';
import { toolButton } from '../../shared/toolButton.ts';

/** The buttons that save the prompt of the form, and that open the list of prompts. */
export function promptTools(
  prompt: string,
  shown: readonly PromptView[] | undefined,
  { strings, ui }: Context,
): TemplateResult {
  const isOpen = shown !== undefined;
  return html`
    ${prompt.trim() === '' ? nothing : saveButton(prompt, { strings, ui })}
    <button
      type="button"
      class="icon-button"
      aria-expanded=${String(isOpen)}
      aria-label=${strings.savedPrompts}
      title=${strings.savedPrompts}
      @click=${() => {
        ui.togglePrompts(!isOpen);
      }}
    >
      <vscode-icon name="library"></vscode-icon>
    </button>
  `;
}

function saveButton(prompt: string, { strings, ui }: Pick<Context, 'strings' | 'ui'>) {
  const isTooLong = prompt.length > MAX_SAVED_LENGTH;
  const reason = isTooLong ? ` ${fill(strings.promptTooLong, MAX_SAVED_LENGTH)}` : '';
  const label = strings.savePrompt + reason;
  return html`
    <button
      type="button"
      class="icon-button"
      aria-disabled=${String(isTooLong)}
      aria-label=${label}
      title=${label}
      @click=${() => {
        if (!isTooLong) ui.send({ type: 'save-prompt', prompt });
      }}
    >
      <vscode-icon name="save"></vscode-icon>
    </button>
  `;
}

/** The prompts of the workspace, of the user, and of Easel. Choosing one fills it in. */
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
        ui.togglePrompts(false);
        document.getElementById('prompt')?.focus();
      }}
    >
      ${shown.map(({ id, name, text, nameIsText, place }) =>
        row({ name, text, nameIsText, place: places[place] }, context, () => {
          ui.send({ type: 'delete-prompt', prompt: id });
        }),
      )}
      ${starters
        .filter((starter) => starter.operation === operation)
        .map(({ label, prompt }) =>
          row({ name: label, text: prompt, nameIsText: false, place: strings.builtIn }, context),
        )}
    </ul>
  `;
}

interface Row extends Pick<PromptView, 'name' | 'text' | 'nameIsText'> {
  readonly place: string;
}

/** @param remove absent for built-in prompts */
function row(
  { name, text, nameIsText, place }: Row,
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
          ui.edit({ prompt: text });
          ui.togglePrompts(false);
          document.getElementById('prompt')?.focus();
        }}
      >
        <span class="name">${name}</span>
        <span class="hint">${place}</span>
        ${nameIsText ? nothing : html`<span class="hint prompt-text">${text}</span>`}
      </button>
      ${remove ? toolButton('trash', fill(strings.deletePrompt, name), remove) : nothing}
    </li>
  `;
}
