import { html, nothing, type TemplateResult } from 'lit';
import type { Strokes } from '../../../src/panel/region/protocol.ts';
import type { ImageView } from '../../../src/panel/sources/protocol.ts';
import { markFacts } from './markFacts.ts';
import { markText } from './markText.ts';
import './editor.ts';
import { fill } from '../../shared/fill.ts';
import type { Context } from '../context.ts';

/** The region editor, in the place of the results. */
export function viewMarking(
  { id, name, src, region }: ImageView,
  { strings, ui }: Context,
): TemplateResult | typeof nothing {
  if (region === undefined || src === undefined) return nothing;
  return html`
    <section class="marking" aria-labelledby="marking-heading">
      <h2 id="marking-heading">${fill(strings.regionTitle, name)}</h2>
      <easel-region
        .strings=${strings}
        .src=${src}
        .region=${region}
        @marked=${({ detail }: CustomEvent<Strokes>) => {
          ui.send({ type: 'mark-region', image: id, strokes: [...detail] });
        }}
        @done=${() => {
          ui.mark(undefined);
        }}
      ></easel-region>
    </section>
  `;
}

/** The region of the source, with buttons to edit and remove it. */
export function viewRegion(
  { id, region, noRegion, src }: ImageView,
  { strings, ui }: Context,
): TemplateResult {
  if (region === undefined || src === undefined) {
    return html`<p class="hint small">${noRegion ?? ''}</p>`;
  }
  const { strokes, width, height } = region;
  const mark = markFacts(strokes, width, height);
  return html`
    ${
      mark
        ? html`<p class="line small">
            <vscode-icon name="inspect"></vscode-icon>
            <span>${markText(mark, strings)} ${strings.regionEffect}</span>
          </p>`
        : nothing
    }
    <div class="buttons">
      <vscode-button
        secondary
        id="mark-region"
        icon="inspect"
        @click=${() => {
          ui.mark(id);
        }}
      >
        ${mark ? strings.regionChange : strings.regionMark}
      </vscode-button>
      ${
        strokes.length > 0
          ? html`<vscode-button
              secondary
              icon="close"
              @click=${() => {
                ui.send({ type: 'mark-region', image: id, strokes: [] });
              }}
            >
              ${strings.regionRemove}
            </vscode-button>`
          : nothing
      }
    </div>
  `;
}
