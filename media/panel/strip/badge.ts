import { html, nothing, type TemplateResult } from 'lit';
import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import type { ResultView } from '../../../src/panel/results/protocol.ts';

/** The marks of a result on its picture: a check or a crossed circle, and the number of stars. */
export function viewBadge({ mark }: Pick<ResultView, 'mark'>): TemplateResult | typeof nothing {
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

/** Returns the name of a result with its marks, for screen readers. */
export function spoken({ name, mark }: ResultView, strings: PanelStrings): string {
  const flag = mark?.flag === undefined ? [] : [strings[mark.flag]];
  return [name, ...flag, ...(mark?.stars ? [`★${mark.stars}`] : [])].join(', ');
}
