import { html, type TemplateResult } from 'lit';
import './thumbnail.ts';
import type { Ui } from '../panel/context.ts';

/** A picture of 56 px, whatever the size of the file; without an address an icon. The name beside it says what it is. */
export function viewThumbnail(src: string | undefined, { draw }: Ui): TemplateResult {
  return html`<easel-thumbnail class="thumbnail" .src=${src} .drawing=${draw}></easel-thumbnail>`;
}
