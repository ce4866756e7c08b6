import { html, type TemplateResult } from 'lit';
import type { DrawThumbnail } from './drawThumbnail.ts';
import './thumbnail.ts';

/** An image of 56 px, or an icon if there is no address. It has no text, because the name is next to it. */
export function viewThumbnail(src: string | undefined, draw: DrawThumbnail): TemplateResult {
  return html`<easel-thumbnail class="thumbnail" .src=${src} .drawing=${draw}></easel-thumbnail>`;
}
