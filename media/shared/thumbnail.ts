import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import type { DrawThumbnail } from './drawThumbnail.ts';

/** Further away than this from what is seen, in px, nothing is loaded. */
const AHEAD = 400;

/**
 * A picture made small. Chromium keeps what an `img` shows decoded in full, which a list of large pictures cannot afford; here
 * the small drawing alone stays. Without an address, or where it does not load, it is an icon.
 */
class EaselThumbnail extends LitElement {
  static override readonly styles = css`
    canvas {
      display: block;
      max-height: 100%;
      max-width: 100%;
    }
  `;
  static override readonly properties = { src: { attribute: false }, drawn: { state: true } };
  declare src: string | undefined;
  declare drawing: DrawThumbnail;
  /** The address that the drawing is of. */
  declare drawn: string | undefined;
  private readonly canvas = document.createElement('canvas');
  private readonly nearing = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void this.draw();
    },
    // In a frame a margin counts around its own document alone.
    { root: document, rootMargin: `${AHEAD}px` },
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.nearing.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.nearing.disconnect();
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('src')) return;
    // Observed anew, it is told again whether it is near.
    this.nearing.unobserve(this);
    this.nearing.observe(this);
  }

  protected override render(): TemplateResult {
    return this.src !== undefined && this.drawn === this.src
      ? html`${this.canvas}`
      : html`<vscode-icon name="file-media"></vscode-icon>`;
  }

  private async draw(): Promise<void> {
    const { src } = this;
    if (src === undefined || src === this.drawn) return;
    if (await this.drawing(src, this.canvas)) this.drawn = src;
  }
}

customElements.define('easel-thumbnail', EaselThumbnail);
