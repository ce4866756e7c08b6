import type { VscodeCheckbox } from '@vscode-elements/elements/dist/vscode-checkbox/index.js';
import type { VscodeTextfield } from '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { html, type TemplateResult } from 'lit';
import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import { fill } from '../../shared/fill.ts';
import type { Context } from '../context.ts';
import { isSize } from './canRun.ts';
import type { Choices } from './draft.ts';

type FinalFile = Pick<Choices, 'size' | 'background' | 'requested'>;

/** The exact size and the background of the file, where the model can't return it like that. */
export function viewFinalFile(chosen: FinalFile, { strings, view, ui }: Context): TemplateResult {
  const { size, background } = chosen;
  // The result of a region keeps the size and the background of its source.
  const isRegion = (view.images[0]?.region?.strokes.length ?? 0) > 0;
  return html`
    <div class="field final">
      <vscode-label for="exact-size">${strings.exactSize}</vscode-label>
      <vscode-textfield
        id="exact-size"
        .value=${size}
        .placeholder=${strings.exactSizeHint}
        ?disabled=${isRegion}
        ?invalid=${!isSize(size)}
        aria-describedby="exact-size-about"
        maxlength="40"
        @input=${({ currentTarget }: Event) => {
          ui.edit({ size: (currentTarget as VscodeTextfield).value });
        }}
      ></vscode-textfield>
      <span id="exact-size-about" class="hint" aria-live="polite"
        >${isRegion ? strings.regionKeepsSize : aboutSize(chosen, strings)}</span
      >
      <vscode-checkbox
        label=${strings.transparent}
        title=${strings.transparentHint}
        ?disabled=${isRegion}
        ?checked=${background === 'transparent'}
        @change=${({ currentTarget }: Event) => {
          const { checked } = currentTarget as VscodeCheckbox;
          ui.edit({ background: checked ? 'transparent' : 'opaque' });
        }}
      ></vscode-checkbox>
    </div>
  `;
}

/** Says what an exact size requests, or what is wrong with it. */
export function aboutSize(
  { size, requested }: Pick<FinalFile, 'size' | 'requested'>,
  strings: Pick<PanelStrings, 'exactSizeInvalid' | 'exactSizeRequested' | 'exactSizeByModel'>,
): string {
  if (!isSize(size)) return strings.exactSizeInvalid;
  if (requested === undefined) return '';
  const { aspectRatio, imageSize } = requested;
  const parts = [aspectRatio, imageSize].filter((part) => part !== undefined);
  return parts.length > 0
    ? fill(strings.exactSizeRequested, parts.join(', '))
    : strings.exactSizeByModel;
}
