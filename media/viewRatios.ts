import { html, nothing, svg, type TemplateResult } from 'lit';
import { RATIO_BOX, ratioShape } from './ratioShape.ts';
import type { Context } from './view.ts';

/** The ratios the model has, drawn: radio buttons, so the arrow keys go through them. */
export function viewRatios(
  chosen: string,
  ratios: readonly string[],
  { strings, ui }: Context,
): TemplateResult | typeof nothing {
  if (ratios.length < 2) return nothing;
  return html`
    <fieldset class="ratios">
      <legend>${strings.aspectRatio}</legend>
      ${ratios.map(
        (ratio) => html`
          <label class="ratio">
            <input
              type="radio"
              name="ratio"
              class="unseen"
              .value=${ratio}
              .checked=${ratio === chosen}
              @change=${() => {
                ui.enter({ aspectRatio: ratio });
              }}
            />
            <svg width=${RATIO_BOX} height=${RATIO_BOX} aria-hidden="true">${drawn(ratio)}</svg>
            <span>${ratio === 'auto' ? strings.auto : ratio}</span>
          </label>
        `,
      )}
    </fieldset>
  `;
}

function drawn(ratio: string): TemplateResult {
  const shape = ratioShape(ratio);
  if (shape === undefined) {
    return svg`<rect class="any" x="3" y="3" width="16" height="16" rx="2"></rect>`;
  }
  const { x, y, width, height } = shape;
  return svg`<rect x=${x} y=${y} width=${width} height=${height} rx="1"></rect>`;
}
