import { html, nothing, type TemplateResult } from 'lit';
import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import { markFacts } from './markFacts.ts';
import type { Marking } from './marking.ts';
import { cursorText, markText } from './markText.ts';

/** The buttons that end the editor. */
export function viewEnd(
  strings: PanelStrings,
  { keep, cancel }: { readonly keep: () => void; readonly cancel: () => void },
): TemplateResult {
  return html`
    <span class="tools end">
      <vscode-button @click=${keep}>${strings.regionDone}</vscode-button>
      <vscode-button secondary @click=${cancel}>${strings.cancel}</vscode-button>
    </span>
  `;
}

/** What is marked, what the keys are about to mark, and what the keys do. */
export function viewFacts(marking: Marking, strings: PanelStrings, keys: string): TemplateResult {
  const mark = markFacts(marking.strokes, marking.width, marking.height);
  return html`
    <p class="facts">
      <span id="mark" role="status">${markText(mark, strings)}</span>
      <span id="cursor" role="status">${cursorText(marking, strings)}</span>
      ${mark === undefined ? html`<span class="hint">${strings.regionEffect}</span>` : nothing}
    </p>
    <details class="hint">
      <summary>${strings.regionKeysTitle}</summary>
      <p id="keys">${keys}</p>
    </details>
  `;
}
