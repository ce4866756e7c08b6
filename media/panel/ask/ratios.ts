import { html, nothing, svg, type TemplateResult } from 'lit';
import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import { RATIO_BOX, ratioShape } from './ratioShape.ts';
import type { Context } from '../context.ts';

/**
 * The ratios the model has, drawn, behind the chosen one: all of them would push what stands below out of sight. Radio
 * buttons, so the arrow keys go through them.
 */
export function viewRatios(
  chosen: string,
  ratios: readonly string[],
  { strings, ui }: Context,
): TemplateResult | typeof nothing {
  if (ratios.length < 2) return nothing;
  return html`
    <details class="ratios" @toggle=${showAll} @keydown=${closeByKey} @click=${closeByPointer}>
      <summary>
        <span class="label">${strings.aspectRatio}</span>
        <span class="face">
          ${drawn(chosen)} <span class="about">${named(chosen, strings)}</span>
          <vscode-icon name="chevron-down"></vscode-icon>
        </span>
      </summary>
      <fieldset>
        <legend class="unseen">${strings.aspectRatio}</legend>
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
              ${drawn(ratio)} <span>${named(ratio, strings)}</span>
            </label>
          `,
        )}
      </fieldset>
    </details>
  `;
}

/** The Run bar lies over the end of what is in sight. */
function showAll({ currentTarget }: Event): void {
  if (!(currentTarget instanceof HTMLDetailsElement) || !currentTarget.open) return;
  currentTarget.querySelector('fieldset')?.scrollIntoView({ block: 'nearest' });
}

/** As a list that drops down closes. */
function closeByKey(event: KeyboardEvent): void {
  const isOnRatio = event.target instanceof HTMLInputElement;
  const isCommand = event.ctrlKey || event.metaKey;
  if (!isOnRatio || isCommand || (event.key !== 'Enter' && event.key !== 'Escape')) return;
  // Enter would go on to what has the focus then, and open it again.
  event.preventDefault();
  close(event);
}

/** The arrow keys click too, but go on from there. */
function closeByPointer(event: PointerEvent): void {
  const label = event.target instanceof Element && event.target.closest('.ratio');
  if (label && !(event.target instanceof HTMLInputElement)) close(event);
}

function close({ currentTarget }: Event): void {
  if (!(currentTarget instanceof HTMLDetailsElement)) return;
  currentTarget.open = false;
  currentTarget.querySelector('summary')?.focus();
}

function named(ratio: string, strings: PanelStrings): string {
  return ratio === 'auto' ? strings.auto : ratio;
}

function drawn(ratio: string): TemplateResult {
  return html`<svg width=${RATIO_BOX} height=${RATIO_BOX} aria-hidden="true">${shape(ratio)}</svg>`;
}

function shape(ratio: string): TemplateResult {
  const box = ratioShape(ratio);
  if (box === undefined) {
    return svg`<rect class="any" x="3" y="3" width="16" height="16" rx="2"></rect>`;
  }
  const { x, y, width, height } = box;
  return svg`<rect x=${x} y=${y} width=${width} height=${height} rx="1"></rect>`;
}
