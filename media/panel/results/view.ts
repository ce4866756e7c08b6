import { html, nothing, type TemplateResult } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { repeat } from 'lit/directives/repeat.js';
import type { ResultView } from '../../../src/panel/viewProtocol.ts';
import './compare.ts';
import { resultButton, resultMenu, resultTools } from './actions.ts';
import { type State } from '../state.ts';
import { fill } from '../../shared/fill.ts';
import type { Context } from '../context.ts';

/** Which result is looked at more closely, and what came of that. */
type Looked = Pick<State, 'compared' | 'measured' | 'copied'>;

/** What came, the newest first; what earlier windows made is among it. */
export function viewResults(looked: Looked, context: Context): unknown {
  const { strings, view } = context;
  if (view.results.length > 0) {
    // Below a failure they are no answer to what was asked last.
    const isEarlier = view.failures.length > 0;
    // By their ids: a comparison stays with its result when another one comes before it.
    return html`
      ${isEarlier ? html`<h3 class="earlier">${strings.earlier}</h3>` : nothing}
      ${repeat(
        view.results,
        ({ id }) => id,
        (result) => viewResult(result, looked, context),
      )}
    `;
  }
  if (view.runs.length > 0 || view.failures.length > 0) return nothing;
  return html`<p class="nothing-yet">${strings.noResult}</p>`;
}

function viewResult(result: ResultView, looked: Looked, context: Context): TemplateResult {
  const { id, name, details, made, warnings, source, src } = result;
  const { strings, ui } = context;
  const isCompared = id === looked.compared;
  const canCompare = source !== undefined && src !== undefined;
  return html`
    <article class="result" aria-label=${name}>
      ${
        isCompared && canCompare
          ? comparison(result, source, looked.measured[id], context)
          : picture(result, context)
      }
      <div class="name" title=${name}>${name}</div>
      <div class="hint">${details}</div>
      ${made ? html`<div class="hint">${made.facts}</div>` : nothing}
      ${made ? html`<div class="asked" title=${made.prompt}>${made.prompt}</div>` : nothing}
      ${made?.said ? html`<p class="said">“${made.said}”</p>` : nothing}
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
      ${id === looked.copied ? html`<p class="hint">${fill(strings.copied, name)}</p>` : nothing}
    </article>
  `;
}

/** The focus goes to the button that opens the comparison again. */
function closeByKey(ui: Context['ui']) {
  return ({ key, currentTarget }: KeyboardEvent): void => {
    if (key !== 'Escape') return;
    const result = (currentTarget as Element).closest('.result');
    result?.querySelector<HTMLElement>('[icon="compare-changes"]')?.focus();
    ui.compare(undefined);
  };
}

function picture({ src, preview, name }: ResultView, { strings }: Context): TemplateResult {
  if (src === undefined) return html`<p class="nothing-yet">${strings.noPreview}</p>`;
  if (preview === undefined) return html`<img class="picture" src=${src} alt=${name} />`;
  const look = seeInFull(src);
  return html`<img
    class="picture preview"
    ${ref(asLargeAs(preview))}
    src=${preview.src}
    alt=${name}
    @load=${look}
    @error=${look}
  />`;
}

/** By the CSSOM: the policy has no room for style attributes. */
function asLargeAs({ width, height }: NonNullable<ResultView['preview']>) {
  return (image: Element | undefined): void => {
    if (!(image instanceof HTMLElement)) return;
    image.style.setProperty('--width', String(width));
    image.style.setProperty('--height', String(height));
  };
}

/** A preview that is gone, or has fewer px than the screen has for it, makes room for the picture itself. */
function seeInFull(src: string): (event: Event) => void {
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
