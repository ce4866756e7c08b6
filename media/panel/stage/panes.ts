import { html, nothing, type TemplateResult } from 'lit';
import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import type { CompareMode } from './modes.ts';
import { viewPicture, type Picture } from './picture.ts';
import type { Size } from './viewport.ts';

export interface PanesParts {
  readonly strings: PanelStrings;
  readonly picture: Picture;
  /** Whether the size of the picture is known, so that both images have a place. */
  readonly isKnown: boolean;
  readonly onSize: (size: Size) => void;
  readonly onBeforeSize: (size: Size) => void;
}

/** One image: the picture, or the one before it while the user holds a key or the button. */
export function viewSingle(
  before: Picture | undefined,
  { strings, picture, isKnown, onSize, onBeforeSize }: PanesParts,
): TemplateResult {
  return html`
    <div class="pane after">
      ${viewPicture(before ?? picture, {
        label: before ? `${strings.before}: ${before.name}` : picture.name,
        onSize: before ? onBeforeSize : onSize,
        isKnown,
      })}
      <div class="grid" hidden></div>
      ${before ? caption('before', strings.before) : nothing}
    </div>
  `;
}

/** Both images. @param share of the picture that the slider shows, 0 to 100 */
export function viewBoth(
  before: Picture,
  { mode, share }: { readonly mode: CompareMode; readonly share: number },
  { strings, picture, isKnown, onSize, onBeforeSize }: PanesParts,
): TemplateResult {
  // Only sides that are visible by themselves have a caption.
  const hasCaption = (side: 'before' | 'after') =>
    mode === 'sideBySide' || (mode === 'slider' && share !== (side === 'before' ? 100 : 0));
  const pane = (side: 'before' | 'after', shown: Picture, onOwnSize: (size: Size) => void) => html`
    <div class="pane ${side}">
      ${viewPicture(shown, {
        label: `${strings[side]}: ${shown.name}`,
        onSize: onOwnSize,
        isKnown,
      })}
    </div>
  `;
  return html`
    ${pane('before', before, onBeforeSize)} ${pane('after', picture, onSize)}
    ${hasCaption('before') ? caption('before', strings.before) : nothing}
    ${hasCaption('after') ? caption('after', strings.after) : nothing}
  `;
}

/** Hidden from screen readers, because the image's own text says the same. */
function caption(side: 'before' | 'after', text: string): TemplateResult {
  return html`<span class="caption ${side}" aria-hidden="true">${text}</span>`;
}
