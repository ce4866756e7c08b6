import { html, nothing, svg, type TemplateResult } from 'lit';
import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import { RATIO_BOX, ratioShape } from './ratioShape.ts';
import { TypeAhead } from '../../shared/keys/typeAhead.ts';
import type { Context } from '../context.ts';

/**
 * The ratios of the model as shapes, in a dropdown because all of them would push the Run button out of sight. They are radio
 * buttons, so the arrow keys select them.
 */
export function viewRatios(
  chosen: string,
  ratios: readonly string[],
  { strings, ui }: Context,
): TemplateResult | typeof nothing {
  if (ratios.length < 2) return nothing;
  return html`
    <details
      class="ratios"
      @toggle=${scrollIntoView}
      @keydown=${(event: KeyboardEvent) => {
        closeByKey(event);
        moveByKey(event);
      }}
      @click=${closeByPointer}
    >
      <summary>
        <span class="label">${strings.aspectRatio}</span>
        <span class="face">
          ${icon(chosen)} <span class="about">${labelOf(chosen, strings)}</span>
          <vscode-icon name="chevron-down"></vscode-icon>
        </span>
      </summary>
      <fieldset>
        <legend class="visually-hidden">${strings.aspectRatio}</legend>
        ${ratios.map(
          (ratio) => html`
            <label class="ratio">
              <input
                type="radio"
                name="ratio"
                class="visually-hidden"
                .value=${ratio}
                .checked=${ratio === chosen}
                @change=${() => {
                  ui.edit({ aspectRatio: ratio });
                }}
              />
              ${icon(ratio)} <span>${labelOf(ratio, strings)}</span>
            </label>
          `,
        )}
      </fieldset>
    </details>
  `;
}

/** Keeps the opened dropdown above the Run bar, which covers the end of the visible part. */
function scrollIntoView({ currentTarget }: Event): void {
  if (!(currentTarget instanceof HTMLDetailsElement) || !currentTarget.open) return;
  currentTarget.querySelector('fieldset')?.scrollIntoView({ block: 'nearest' });
}

/** Closes like a dropdown list. */
function closeByKey(event: KeyboardEvent): void {
  const isOnRatio = event.target instanceof HTMLInputElement;
  const isCommand = event.ctrlKey || event.metaKey;
  if (!isOnRatio || isCommand || (event.key !== 'Enter' && event.key !== 'Escape')) return;
  // Otherwise Enter would reach the summary, which has the focus then, and open it again.
  event.preventDefault();
  close(event);
}

const typeAhead = new TypeAhead();

/** Moves like a dropdown list. The browser knows the arrow keys, but not from the summary. */
function moveByKey(event: KeyboardEvent): void {
  const { key, currentTarget: list } = event;
  const isCommand = event.ctrlKey || event.metaKey || event.altKey || event.isComposing;
  if (!(list instanceof HTMLDetailsElement) || event.defaultPrevented || isCommand) return;
  const ratios = [...list.querySelectorAll('input')];
  const at = ratios.findIndex(({ checked }) => checked);
  const labels = ratios.map(({ labels: found }) => found?.[0]?.textContent.trim() ?? '');
  const isOpening = key === 'ArrowDown' && !(event.target instanceof HTMLInputElement);
  const next = isOpening ? at : typeAhead.indexAfter(key, labels, at, Date.now());
  const ratio = next === undefined ? undefined : ratios[next];
  if (ratio === undefined) return;
  event.preventDefault();
  list.open = true;
  ratio.focus();
  if (next !== at) ratio.click();
}

/** The arrow keys also click the input, but keep the list open. */
function closeByPointer(event: PointerEvent): void {
  const label = event.target instanceof Element && event.target.closest('.ratio');
  if (label && !(event.target instanceof HTMLInputElement)) close(event);
}

function close({ currentTarget }: Event): void {
  if (!(currentTarget instanceof HTMLDetailsElement)) return;
  currentTarget.open = false;
  currentTarget.querySelector('summary')?.focus();
}

function labelOf(ratio: string, strings: PanelStrings): string {
  return ratio === 'auto' ? strings.auto : ratio;
}

function icon(ratio: string): TemplateResult {
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
