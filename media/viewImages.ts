import { html, nothing, type TemplateResult } from 'lit';
import type { ImageView } from '../src/vscode/panelProtocol.ts';
import { fill } from './state.ts';
import type { Context } from './view.ts';
import { toolButton } from './viewAsk.ts';

/** The source, and whatever goes along with it. */
export function viewImages(context: Context): TemplateResult {
  const { strings, view, ui } = context;
  const [source, ...references] = view.images;
  const choose = (role: 'source' | 'reference') => () => {
    ui.send({ type: 'choose-images', role });
  };
  return html`
    <section aria-labelledby="source-heading">
      <h2 id="source-heading">${strings.source}</h2>
      ${
        source
          ? html`<ul class="images">
              ${card(source, context)}
            </ul>`
          : html`<p class="hint">${strings.noSource}</p>`
      }
      <div class="buttons">
        <vscode-button secondary icon="file-media" @click=${choose('source')}>
          ${source ? strings.changeSource : strings.chooseSource}
        </vscode-button>
        ${
          source
            ? html`<vscode-button secondary icon="add" @click=${choose('reference')}>
                ${strings.addReference}
              </vscode-button>`
            : nothing
        }
      </div>
    </section>
    ${
      references.length > 0
        ? html`<section aria-labelledby="references-heading">
            <h2 id="references-heading">${strings.references}</h2>
            <ul class="images">
              ${references.map((image) => card(image, context))}
            </ul>
          </section>`
        : nothing
    }
  `;
}

function card({ id, name, details, src }: ImageView, { strings, ui }: Context): TemplateResult {
  return html`
    <li class="image">
      ${
        src
          ? html`<img class="thumbnail" src=${src} alt="" />`
          : html`<span class="thumbnail"><vscode-icon name="file-media"></vscode-icon></span>`
      }
      <div class="about">
        <div class="name" title=${name}>${name}</div>
        <div class="hint">${details}</div>
      </div>
      ${toolButton('close', fill(strings.remove, name), () => {
        ui.send({ type: 'remove-image', image: id });
      })}
    </li>
  `;
}
