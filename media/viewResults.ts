import { html, nothing, type TemplateResult } from 'lit';
import type { ImageAction, ResultView } from '../src/vscode/panelProtocol.ts';
import './compare.ts';
import type { Context } from './view.ts';
import { toolButton } from './viewAsk.ts';

const ICONS: Readonly<Record<ImageAction, string>> = {
  'use-as-source': 'arrow-left',
  reference: 'add',
  'try-again': 'refresh',
  reuse: 'edit',
  open: 'go-to-file',
  reveal: 'folder-opened',
  compare: 'diff',
  'copy-path': 'copy',
  trash: 'trash',
};

/** What came, the newest first; what earlier windows made is among it. @param compared the result that is shown beside its source */
export function viewResults(
  compared: string | undefined,
  context: Context,
): TemplateResult | typeof nothing {
  const { strings, view } = context;
  if (view.results.length > 0) {
    return html`${view.results.map((result) => viewResult(result, result.id === compared, context))}`;
  }
  if (view.runs.length > 0 || view.failures.length > 0) return nothing;
  return html`<p class="nothing-yet">${strings.noResult}</p>`;
}

function viewResult(result: ResultView, isCompared: boolean, context: Context): TemplateResult {
  const { id, name, details, made, warnings, actions, source, src } = result;
  const { strings, ui } = context;
  const act = (action: ImageAction) => () => {
    ui.send({ type: 'image', image: id, action });
  };
  const canCompare = source !== undefined && src !== undefined;
  return html`
    <article class="result" aria-label=${name}>
      ${isCompared && canCompare ? comparison(result, source, context) : picture(result, context)}
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
        <vscode-button secondary icon=${ICONS['use-as-source']} @click=${act('use-as-source')}>
          ${strings['use-as-source']}
        </vscode-button>
        ${
          canCompare
            ? html`<vscode-button
                secondary
                icon="compare-changes"
                aria-pressed=${String(isCompared)}
                @click=${() => {
                  ui.compare(isCompared ? undefined : id);
                }}
              >
                ${isCompared ? strings.closeCompare : strings.compareHere}
              </vscode-button>`
            : nothing
        }
        <div class="tools">
          ${actions
            .filter((action) => action !== 'use-as-source')
            .map((action) => toolButton(ICONS[action], strings[action], act(action)))}
        </div>
      </div>
    </article>
  `;
}

function picture({ src, name }: ResultView, { strings }: Context): TemplateResult {
  return src
    ? html`<img class="picture" src=${src} alt=${name} />`
    : html`<p class="nothing-yet">${strings.noPreview}</p>`;
}

function comparison(
  { src, name }: ResultView,
  source: NonNullable<ResultView['source']>,
  { strings }: Context,
): TemplateResult {
  return html`
    <easel-compare .strings=${strings} .source=${source} .result=${{ name, src }}></easel-compare>
  `;
}
