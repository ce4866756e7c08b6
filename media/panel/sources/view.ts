import { html, nothing, type TemplateResult } from 'lit';
import type { ImageView, Role } from '../../../src/panel/sources/protocol.ts';
import { viewFileName } from '../../shared/names/fileName.ts';
import { fill } from '../../shared/fill.ts';
import type { Context } from '../context.ts';
import { toolButton } from '../../shared/toolButton.ts';
import { viewRegionOverlay } from '../region/overlay.ts';
import { viewRegion } from '../region/view.ts';
import { NO_MENU } from '../pictureMenu/context.ts';
import { viewThumbnail } from '../../shared/viewThumbnail.ts';

/**
 * The source and its references.
 *
 * @param warnings of images that the model does not accept
 * @param isMarking the region of the source is being marked, and the editor says what is marked
 */
export function viewSources(
  context: Context,
  warnings: readonly string[],
  isMarking: boolean,
): TemplateResult {
  const { strings, view, ui } = context;
  const [source, ...references] = view.images;
  const choose = (role: Role) => () => {
    ui.send({ type: 'choose-images', role });
  };
  return html`
    <section aria-labelledby="source-heading" title=${strings.dropHint}>
      <div class="line">
        <h2 id="source-heading" class="about">${strings.source}</h2>
        ${
          source
            ? html`
                ${toolButton('file-media', strings.changeSource, choose('source'))}
                ${toolButton('add', strings.addReference, choose('reference'))}
              `
            : nothing
        }
      </div>
      ${
        source
          ? html`<ul class="images">
                ${card(source, 0, context)}
              </ul>
              ${isMarking ? nothing : viewRegion(source, context)}`
          : html`<p class="hint">${strings.noSource}</p>
              <div class="buttons">
                <vscode-button secondary icon="file-media" @click=${choose('source')}>
                  ${strings.chooseSource}
                </vscode-button>
              </div>
              <p class="hint small">${strings.dropHint}</p>`
      }
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
    ${warnings.map(
      (warning) =>
        html`<p class="warning"><vscode-icon name="warning"></vscode-icon>${warning}</p>`,
    )}
  `;
}

/** @param place in the list, 0 for the source */
function card(image: ImageView, place: number, { strings, view, ui }: Context): TemplateResult {
  const { id, name, details, src, sent, region } = image;
  const move = (to: number) => () => {
    ui.send({ type: 'move-image', image: id, to });
  };
  return html`
    <li class="image" data-vscode-context=${NO_MENU}>
      <div class="picture">
        ${viewThumbnail(src, ui.draw)}
        ${region && region.strokes.length > 0 ? viewRegionOverlay(region) : nothing}
      </div>
      <div class="about">
        <div class="name" title=${name}>${viewFileName(name)}</div>
        <div class="hint">${details}</div>
        ${sent === undefined ? nothing : html`<div class="hint sent">${sent}</div>`}
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
