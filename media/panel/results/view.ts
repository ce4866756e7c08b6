import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ResultView } from '../../../src/panel/results/protocol.ts';
import './compare.ts';
import { resultButton, resultMenu, resultTools } from './actions.ts';
import type { ResultsState } from './state.ts';
import { fill } from '../../shared/fill.ts';
import type { Context } from '../context.ts';

/** The results, newest first, including those of earlier windows. */
export function viewResults(state: ResultsState, context: Context): unknown {
  const { strings, view } = context;
  if (view.results.length > 0) {
    // After a failure, the results belong to earlier runs.
    const isEarlier = view.failures.length > 0;
    // Keyed by id, so that a comparison stays with its result when a new one arrives.
    return html`
      ${isEarlier ? html`<h3 class="earlier">${strings.earlier}</h3>` : nothing}
      ${repeat(
        view.results,
        ({ id }) => id,
        (result) => viewResult(result, state, context),
      )}
    `;
  }
  if (view.runs.length > 0 || view.failures.length > 0) return nothing;
  return html`<p class="placeholder">${strings.noResult}</p>`;
}

function viewResult(result: ResultView, state: ResultsState, context: Context): TemplateResult {
  const { id, name, details, inputs, warnings, source, src } = result;
  const { strings, ui } = context;
  const isCompared = id === state.compared;
  const canCompare = source !== undefined && src !== undefined;
  return html`
    <article class="result" aria-label=${name}>
      ${
        isCompared && canCompare
          ? comparison(result, source, state.measured[id], context)
          : viewImage(result, context)
      }
      <div class="name" title=${name}>${name}</div>
      <div class="hint">${details}</div>
      ${inputs ? viewInputs(inputs) : nothing}
      ${warnings.map(
        (warning) =>
          html`<p class="warning"><vscode-icon name="warning"></vscode-icon>${warning}</p>`,
      )}
      <div class="buttons">
        ${resultButton(result, 'use-as-source', context)}
        ${
          canCompare
            ? html`<vscode-button
                secondary
                icon="compare-changes"
                aria-pressed=${String(isCompared)}
                @keydown=${closeByKey(ui)}
                @click=${() => {
                  ui.compare(isCompared ? undefined : id);
                }}
              >
                ${isCompared ? strings.closeCompare : strings.compareHere}
              </vscode-button>`
            : nothing
        }
        ${resultButton(result, 'open', context)}
        <div class="tools">${resultTools(result, context)} ${resultMenu(result, context)}</div>
      </div>
      ${id === state.copied ? html`<p class="hint">${fill(strings.copied, name)}</p>` : nothing}
    </article>
  `;
}

function viewInputs({ prompt, facts, remark }: NonNullable<ResultView['inputs']>): TemplateResult {
  return html`
    <div class="hint">${facts}</div>
    <div class="prompt-text" title=${prompt}>${prompt}</div>
    ${remark ? html`<p class="remark">“${remark}”</p>` : nothing}
  `;
}

/** Closes the comparison and focuses the button that opens it. */
function closeByKey(ui: Context['ui']) {
  return ({ key, currentTarget }: KeyboardEvent): void => {
    if (key !== 'Escape') return;
    const result = (currentTarget as Element).closest('.result');
    result?.querySelector<HTMLElement>('[icon="compare-changes"]')?.focus();
    ui.compare(undefined);
  };
}

function viewImage({ src, preview, name }: ResultView, { strings }: Context): TemplateResult {
  if (src === undefined) return html`<p class="placeholder">${strings.noPreview}</p>`;
  if (preview === undefined) return html`<img class="picture" src=${src} alt=${name} />`;
  const check = replaceIfBlurred(src);
  return html`<img
    class="picture preview"
    ${ref(setSize(preview))}
    src=${preview.src}
    alt=${name}
    @load=${check}
    @error=${check}
  />`;
}

/** Sets the size through the CSSOM, because the content security policy allows no style attributes. */
function setSize({ width, height }: NonNullable<ResultView['preview']>) {
  return (image: Element | undefined): void => {
    if (!(image instanceof HTMLElement)) return;
    image.style.setProperty('--width', String(width));
    image.style.setProperty('--height', String(height));
  };
}

/** Shows the full image if the preview is missing, or has fewer px than the screen shows. */
function replaceIfBlurred(src: string): (event: Event) => void {
  return ({ type, currentTarget }) => {
    const image = currentTarget as HTMLImageElement;
    const isSharp = image.naturalWidth >= image.clientWidth * devicePixelRatio;
    if (type === 'load' && isSharp) return;
    if (image.getAttribute('src') !== src) image.setAttribute('src', src);
  };
}

function comparison(
  { id, src, name }: ResultView,
  source: NonNullable<ResultView['source']>,
  changed: string | undefined,
  { strings, ui }: Context,
): TemplateResult {
  return html`
    <easel-compare
      .strings=${strings}
      .source=${source}
      .result=${{ name, src }}
      .changed=${changed}
      .measure=${() => {
        ui.send({ type: 'measure', result: id });
      }}
      @keydown=${closeByKey(ui)}
    ></easel-compare>
  `;
}
