import { html, nothing, type TemplateResult } from 'lit';
import type { ResultView } from '../../../src/panel/results/protocol.ts';

/** The marks of a result on its picture: a check or a crossed circle, and the number of stars. */
export function viewBadge({ mark }: ResultView): TemplateResult | typeof nothing {
  if (mark?.flag === undefined && !mark?.stars) return nothing;
  return html`
    <span class="badge" aria-hidden="true">
      ${
        mark.flag === undefined
          ? nothing
          : html`<vscode-icon
              name=${mark.flag === 'keep' ? 'check' : 'circle-slash'}
            ></vscode-icon>`
      }
      ${mark.stars ? `★${mark.stars}` : nothing}
    </span>
  `;
}
