import { html, type TemplateResult } from 'lit';
import type { Size } from './viewport.ts';

export interface Picture {
  readonly name: string;
  /** Where the full image is loaded from. */
  readonly src: string;
  /** A small version that loads fast. */
  readonly preview?: string | undefined;
  /** The size of the full image in px, if it is known before the image has loaded. */
  readonly size?: Size | undefined;
}

export interface PictureParts {
  /** The text for screen readers. */
  readonly label: string;
  /** Takes the size of the full image when it is known. */
  readonly onSize: (size: Size) => void;
  /** Whether the size is known, so that the image has a place. */
  readonly isKnown: boolean;
}

/**
 * Shows an image, or its preview while that has enough px for the screen. Cross-origin loading lets the page read the color of
 * a px.
 */
export function viewPicture(
  { src, preview, size }: Picture,
  { label, onSize, isKnown }: PictureParts,
): TemplateResult {
  const onEvent = ({ type, currentTarget }: Event): void => {
    const image = currentTarget as HTMLImageElement;
    const isPreview = preview !== undefined && image.getAttribute('src') === preview;
    if (isPreview && size !== undefined) {
      onSize(size);
      if (type === 'load' && image.naturalWidth >= shownWidth(image)) return;
      image.setAttribute('src', src);
      return;
    }
    if (image.naturalWidth > 0) onSize({ width: image.naturalWidth, height: image.naturalHeight });
  };
  return html`
    <img
      class=${isKnown ? 'known' : 'unknown'}
      src=${preview ?? src}
      alt=${label}
      crossorigin="anonymous"
      draggable="false"
      @load=${onEvent}
      @error=${onEvent}
    />
  `;
}

/** Returns the width of the image on the screen, in px of the screen. */
function shownWidth(image: HTMLImageElement): number {
  return image.getBoundingClientRect().width * devicePixelRatio;
}
