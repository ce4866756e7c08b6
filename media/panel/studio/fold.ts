import { html, type TemplateResult } from 'lit';
import type { Context } from '../context.ts';
import type { Choices } from '../ask/draft.ts';
import { isFolded } from './isFolded.ts';
import type { AskState } from '../ask/state.ts';

/** States all options in one line, which opens them. */
export function optionsLine(
  { model, models, aspectRatio, imageSize, size, background, count }: Choices,
  { strings, view }: Context,
): string {
  const label = models.find(({ id }) => id === model)?.label ?? model;
  const value = (option: string) => (option === 'auto' ? strings.auto : option);
  return [
    // The id after the name is in the list.
    label.replace(/ \(.*\)$/, ''),
    ...[aspectRatio, imageSize].filter((one) => one !== 'auto').map(value),
    ...(size.trim() === '' ? [] : [size.trim()]),
    ...(background === 'transparent' ? [strings.transparentShort] : []),
    ...(count > 1 ? [`×${count}`] : []),
    view.gateway ?? strings.noGateway,
  ].join(' · ');
}

/** Shows the form or the results, and names what the form has. Only narrow pages show it. */
export function formToggle(
  chosen: Choices,
  state: Pick<AskState, 'draft'>,
  context: Context,
): TemplateResult {
  const { strings, view, ui } = context;
  const isOpen = !isFolded(state, view);
  const names = view.images.map(({ name }) => name);
  const text = [...names, optionsLine(chosen, context)].join(' · ');
  return html`
    <button
      type="button"
      class="form-toggle about"
      aria-expanded=${String(isOpen)}
      aria-controls="form"
      aria-label="${strings.form}: ${text}"
      title=${text}
      @click=${() => {
        ui.edit({ showsForm: !isOpen });
      }}
    >
      <vscode-icon name=${isOpen ? 'chevron-down' : 'chevron-right'}></vscode-icon>
      <span class="one-line">${text}</span>
    </button>
  `;
}
