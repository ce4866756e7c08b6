import { html, nothing, type TemplateResult } from 'lit';
import type { ImageAction, ResultView } from '../src/vscode/panelProtocol.ts';
import type { Context } from './view.ts';

const ICONS: Readonly<Record<ImageAction, string>> = {
  open: 'go-to-file',
  reveal: 'folder-opened',
  compare: 'compare-changes',
  'use-as-source': 'arrow-left',
};

/** What the last run that brought something brought. */
export function viewResults(context: Context): TemplateResult | typeof nothing {
  const { strings, view } = context;
  if (view.results.length > 0) {
    return html`
      ${view.warnings.map(
        (warning) =>
          html`<p class="warning"><vscode-icon name="warning"></vscode-icon>${warning}</p>`,
      )}
      ${view.results.map((result) => viewResult(result, context))}
    `;
  }
  if (view.run !== undefined || view.failure !== undefined) return nothing;
  return html`<p class="nothing-yet">${strings.noResult}</p>`;
}

function viewResult(result: ResultView, { strings, ui }: Context): TemplateResult {
  const { id, name, details, src, actions } = result;
  return html`
    <article class="result" aria-label=${name}>
      ${
        src
          ? html`<img class="picture" src=${src} alt=${name} />`
          : html`<p class="nothing-yet">${strings.noPreview}</p>`
      }
      <div class="name" title=${name}>${name}</div>
      <div class="hint">${details}</div>
      <div class="buttons">
        ${actions.map(
          (action) => html`
            <vscode-button
              secondary
              icon=${ICONS[action]}
              @click=${() => {
                ui.send({ type: 'image', image: id, action });
              }}
            >
              ${strings[action]}
            </vscode-button>
          `,
        )}
      </div>
    </article>
  `;
}
