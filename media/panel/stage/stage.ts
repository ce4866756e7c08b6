import { LitElement, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import { buttonStyles } from '../../shared/buttonStyles.ts';
import { schemeStyles } from '../../shared/schemeStyles.ts';
import { visuallyHiddenStyles } from '../../shared/visuallyHiddenStyles.ts';
import { modeTools, peekButton, zoomTools } from './bar.ts';
import { nextMode, type StageMode } from './modes.ts';
import { viewBoth, viewSingle, type PanesParts } from './panes.ts';
import { viewRemarks } from './remarks.ts';
import { sharpen, type Picture } from './picture.ts';
import { Pointing } from './pointing.ts';
import { pixelReader, pixelText } from './readPixel.ts';
import { placeImage } from './placement.ts';
import { viewAfterKey } from './stageKeys.ts';
import { stageStyles } from './stageStyles.ts';
import { pixelAt, resolved } from './viewport.ts';
import type { Point, Size, Sizes, View } from './viewport.ts';

/**
 * Shows one image as large as there is room, with zoom, pan, and the color under the pointer, and compares it with the one
 * before it. Both images always have the same viewport. Fires `mode` when the user changes the way to compare.
 */
class EaselStage extends LitElement {
  static override readonly styles = [visuallyHiddenStyles, buttonStyles, schemeStyles, stageStyles];
  static override readonly properties = {
    strings: { attribute: false },
    picture: { attribute: false },
    earlier: { attribute: false },
    mode: { attribute: false },
    changed: { attribute: false },
    view: { state: true },
    pane: { state: true },
    size: { state: true },
    beforeSize: { state: true },
    share: { state: true },
    isPeeking: { state: true },
    pointed: { state: true },
  };
  declare strings: PanelStrings;
  declare picture: Picture;
  /** The image to compare with: the source of the picture, or another result. */
  declare earlier: Picture | undefined;
  declare mode: StageMode;
  /** How much of the image changed, as a sentence; undefined until the host has measured it. */
  declare changed: string | undefined;
  declare view: View;
  /** The size of one pane in screen px. */
  declare pane: Size;
  /** The sizes of the images in px; undefined until one has loaded. */
  declare size: Size | undefined;
  declare beforeSize: Size | undefined;
  /** How much of the picture the slider or the onion skin shows: 0 to 100. */
  declare share: number;
  /** Shows the image before, while a key or the button is held. */
  declare isPeeking: boolean;
  /** What is under the pointer, as text. */
  declare pointed: string;
  private readonly readPixel = pixelReader();
  private readonly resizing = new ResizeObserver(() => {
    this.measurePane();
  });
  private readonly pointing = new Pointing({
    view: () => this.view,
    sizes: () => this.sizes(),
    show: (view) => {
      this.view = view;
    },
    point: (at) => {
      this.readOut(at);
    },
    isSlider: () => this.mode === 'slider' && this.earlier !== undefined,
    share: () => this.share,
    split: (share) => {
      this.share = share;
    },
  });

  constructor() {
    super();
    this.view = 'fit';
    this.mode = 'single';
    this.pane = { width: 1, height: 1 };
    this.share = 50;
    this.isPeeking = false;
    this.pointed = '';
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing.disconnect();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isOther = changed.has('picture') && changed.get('picture')?.src !== this.picture.src;
    if (!isOther) return;
    this.isPeeking = false;
    // Another image of the same size keeps its viewport, so that variants can be compared at the same place.
    if (this.picture.preview !== undefined) this.onSize(this.picture.preview.size);
  }

  protected override firstUpdated(): void {
    // Its height changes with what is below it, too.
    const frame = this.renderRoot.querySelector('.frame');
    if (frame) this.resizing.observe(frame);
  }

  protected override updated(): void {
    this.measurePane();
    this.style.setProperty('--share', `${this.share}%`);
    this.style.setProperty('--opacity', String(this.share / 100));
    const sizes = this.sizes();
    if (sizes === undefined) return;
    placeImage(this, this.view, sizes);
    for (const image of this.renderRoot.querySelectorAll('img')) sharpen(image);
  }

  protected override render(): TemplateResult {
    const { strings, earlier: before, mode, share, onSize, picture, pointing } = this;
    const compared = mode === 'single' ? undefined : before;
    const parts: PanesParts = {
      ...{ strings, picture, onSize, isKnown: this.size !== undefined },
      onBeforeSize: (size) => {
        this.beforeSize = size;
      },
    };
    return html`
      <div
        class="frame ${compared ? mode : 'single'}"
        tabindex="0"
        role="group"
        aria-label=${before ? strings.stageKeysBefore : strings.stageKeys}
        @keydown=${this.onKey}
        @keyup=${this.onKeyUp}
        @blur=${this.endPeek}
        @wheel=${pointing.onWheel}
        @pointerdown=${pointing.onDown}
        @pointermove=${pointing.onMove}
        @pointerup=${pointing.onUp}
        @pointerleave=${pointing.onLeave}
      >
        ${
          compared && mode !== 'single'
            ? viewBoth(compared, { mode, share }, parts)
            : viewSingle(this.isPeeking ? before : undefined, parts)
        }
      </div>
      <div class="bar">
        ${this.tools()} <span class="readout">${this.pointed}</span>
        <span class="break"></span>
        ${viewRemarks(this)}
      </div>
    `;
  }

  private tools(): readonly unknown[] {
    const { strings, earlier: before, mode, share, view } = this;
    const sizes = this.sizes();
    const scale = sizes && resolved(view, sizes.image, sizes.pane).scale;
    const press = (key: string): void => {
      this.takesKey(key);
    };
    return [
      zoomTools({ strings, scale, isFitted: view === 'fit', press }),
      before === undefined
        ? nothing
        : mode === 'single'
          ? peekButton(this.isPeeking, strings, (isPeeking) => {
              this.isPeeking = isPeeking;
            })
          : modeTools({
              ...{ strings, mode, share },
              choose: (one) => {
                this.chooseMode(one);
              },
              split: (next) => {
                this.share = next;
              },
            }),
    ];
  }

  private chooseMode(mode: StageMode): void {
    this.dispatchEvent(new CustomEvent<StageMode>('mode', { detail: mode }));
  }

  private sizes(): Sizes | undefined {
    return this.size && { image: this.size, pane: this.pane };
  }

  private measurePane(): void {
    const pane = this.renderRoot.querySelector('.pane');
    const [width, height] = [pane?.clientWidth ?? 0, pane?.clientHeight ?? 0];
    if (width === 0 || height === 0) return;
    if (width !== this.pane.width || height !== this.pane.height) this.pane = { width, height };
  }

  private readOut(at: Point | undefined): void {
    const sizes = this.sizes();
    const pixel =
      at && sizes && pixelAt(resolved(this.view, sizes.image, sizes.pane), at, sizes.image);
    const image = this.renderRoot.querySelector<HTMLImageElement>('.after img');
    this.pointed = pixel && image ? pixelText(image, pixel, sizes.image.width, this.readPixel) : '';
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (!this.takesKey(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  private takesKey(key: string): boolean {
    if (this.earlier !== undefined) {
      if (key === ' ') this.isPeeking = true;
      if (key === 'm') this.chooseMode(nextMode(this.mode));
      if (key === ' ' || key === 'm') return true;
    }
    const sizes = this.sizes();
    const next = sizes && viewAfterKey(key, this.view, sizes);
    if (next === undefined) return false;
    this.view = next;
    return true;
  }

  private readonly onKeyUp = ({ key }: KeyboardEvent): void => {
    if (key === ' ') this.isPeeking = false;
  };

  private readonly endPeek = (): void => {
    this.isPeeking = false;
  };

  private readonly onSize = (size: Size): void => {
    if (size.width === this.size?.width && size.height === this.size.height) return;
    this.size = size;
    this.view = 'fit';
  };
}

customElements.define('easel-stage', EaselStage);
