import { html, type TemplateResult } from 'lit';
import type { ResultView } from '../../../src/panel/results/protocol.ts';
import type { Size } from './viewport.ts';

export interface Picture {
  readonly name: string;
  /** Where the full image is loaded from. */
  readonly src: string;
  /** A small version that loads fast, and the size of the full image in px. */
  readonly preview?: { readonly src: string; readonly size: Size } | undefined;
}

/** Returns the picture of a result; undefined if the page can't draw it. */
export function pictureOf({ name, src, preview }: ResultView): Picture | undefined {
  if (src === undefined) return undefined;
  if (preview === undefined) return { name, src };
  const { src: small, ...size } = preview;
  return { name, src, preview: { src: small, size } };
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
 * Shows an image, or its preview while that has enough px for the screen. Loading as cross-origin lets the page read the color
 * of a px.
 */
export function viewPicture(
  { src, preview }: Picture,
  { label, onSize, isKnown }: PictureParts,
): TemplateResult {
  const onLoad = ({ currentTarget }: Event): void => {
    const image = currentTarget as HTMLImageElement;
    const isPreview = preview !== undefined && image.getAttribute('src') === preview.src;
    onSize(isPreview ? preview.size : { width: image.naturalWidth, height: image.naturalHeight });
    sharpen(image);
  };
  return html`
    <img
      class=${isKnown ? 'known' : 'unknown'}
      src=${preview?.src ?? src}
      data-full=${src}
      alt=${label}
      crossorigin="anonymous"
      draggable="false"
      @load=${onLoad}
      @error=${({ currentTarget }: Event) => {
        showFull(currentTarget as HTMLImageElement);
      }}
    />
  `;
}

/** Shows the full image where a preview has fewer px than the screen. */
export function sharpen(image: HTMLImageElement): void {
  const shown = image.getBoundingClientRect().width * devicePixelRatio;
  if (image.naturalWidth > 0 && image.naturalWidth < shown) showFull(image);
}

function showFull(image: HTMLImageElement): void {
  const { full } = image.dataset;
  if (full !== undefined && image.getAttribute('src') !== full) image.setAttribute('src', full);
}
