import { html, type TemplateResult } from 'lit';
import type { Destination } from '../../../src/panel/ask/protocol.ts';
import type { Context } from '../context.ts';
import { destinationText } from './destination.ts';

/** Where the results go, as a link to the settings. It has its line before the text is known, so that nothing moves. */
export function viewDestination(
  destination: Destination | undefined,
  count: number,
  { strings, ui }: Context,
): TemplateResult {
  const text = destinationText(destination, count, strings);
  if (text === '') return html`<div class="destination"></div>`;
  const isProblem = destination !== undefined && 'problem' in destination;
  return html`
    <button
      type="button"
      class="destination ${isProblem ? 'problem' : ''}"
      title="${/[.!?]$/.test(text) ? text : `${text}.`} ${strings.openOutput}"
      @click=${() => {
        ui.send({ type: 'setup-action', action: 'open-output' });
      }}
    >
      ${text}
    </button>
  `;
}
