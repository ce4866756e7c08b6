import { html, nothing, type TemplateResult } from 'lit';
import type { ImageView } from '../../../src/panel/viewProtocol.ts';
import { fill } from '../../shared/fill.ts';
import type { Context } from '../context.ts';
import { toolButton } from '../../shared/toolButton.ts';
import { viewRegion } from '../region/view.ts';
import { viewThumbnail } from '../../shared/viewThumbnail.ts';

/** The source, and whatever goes along with it. @param limits what the chosen model says to them */
export function viewImages(context: Context, limits: readonly string[]): TemplateResult {
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
              ${card(source, 0, context)}
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
      ${source ? viewRegion(source, context) : nothing}
      <p class="hint small">${strings.bringIn}</p>
    </section>
    ${
      references.length > 0
        ? html`<section aria-labelledby="references-heading">
            <h2 id="references-heading">${strings.references}</h2>
            <ol class="images">
              ${references.map((image, index) => card(image, index + 1, context))}
            </ol>
          </section>`
        : nothing
    }
    ${limits.map(
      (limit) => html`<p class="warning"><vscode-icon name="warning"></vscode-icon>${limit}</p>`,
    )}
  `;
}

/** @param place in the list: 0 is the source's */
function card(image: ImageView, place: number, { strings, view, ui }: Context): TemplateResult {
  const { id, name, details, src } = image;
  const move = (to: number) => () => {
    ui.send({ type: 'move-image', image: id, to });
  };
  return html`
    <li class="image">
      ${viewThumbnail(src, ui)}
      <div class="about">
        <div class="name" title=${name}>${name}</div>
        <div class="hint">${details}</div>
      </div>
      <div class="tools">
        ${place > 0 ? toolButton('star', fill(strings.makeSource, name), move(0)) : nothing}
        ${place > 1 ? toolButton('arrow-up', fill(strings.moveUp, name), move(place - 1)) : nothing}
        ${
          place > 0 && place < view.images.length - 1
            ? toolButton('arrow-down', fill(strings.moveDown, name), move(place + 1))
            : nothing
        }
        ${toolButton('close', fill(strings.remove, name), () => {
          ui.send({ type: 'remove-image', image: id });
        })}
      </div>
    </li>
  `;
}
