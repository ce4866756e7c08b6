import { LitElement, css, html, type PropertyValues, type TemplateResult } from 'lit';
import type { DrawThumbnail } from './drawThumbnail.ts';

/** Loads images up to this distance from the visible part, in px. */
const AHEAD = 400;

/**
 * A small version of an image. Chromium keeps the images of `img` elements decoded in full, which is too much memory for a
 * list of large ones. This element only keeps the small drawing, or an icon if there is no image.
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
  /** The address of the drawn image. */
  declare drawn: string | undefined;
  private readonly canvas = document.createElement('canvas');
  private readonly proximity = new IntersectionObserver(
    (entries) => {
      if (entries.some(({ isIntersecting }) => isIntersecting)) void this.draw();
    },
    // In a frame, the margin only applies with its document as root.
    { root: document, rootMargin: `${AHEAD}px` },
  );

  override connectedCallback(): void {
    super.connectedCallback();
    this.proximity.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.proximity.disconnect();
  }

  protected override updated(changed: PropertyValues): void {
    if (!changed.has('src')) return;
    // Observing it again reports whether it is near.
    this.proximity.unobserve(this);
    this.proximity.observe(this);
  }

  protected override render(): TemplateResult {
    return this.src !== undefined && this.drawn === this.src
      ? html`${this.canvas}`
      : html`<vscode-icon name="file-media"></vscode-icon>`;
  }

  private async draw(): Promise<void> {
    const { src } = this;
    if (src === undefined || src === this.drawn) return;
    const isWanted = () => this.isConnected && this.src === src;
    if (await this.drawing(src, this.canvas, isWanted)) this.drawn = src;
  }
}

customElements.define('easel-thumbnail', EaselThumbnail);
