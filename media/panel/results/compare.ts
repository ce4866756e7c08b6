import { LitElement, html, nothing, type TemplateResult } from 'lit';
import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import { compareStyles } from './compareStyles.ts';
import { schemeStyles } from '../../shared/schemeStyles.ts';
import { visuallyHiddenStyles } from '../../shared/visuallyHiddenStyles.ts';
import { WHOLE, clampZoom, pressZoomKey, zoomBy, type Zoom } from './zoom.ts';

const MODES = ['slider', 'sideBySide', 'onionSkin', 'difference'] as const;
type Mode = (typeof MODES)[number];

interface ComparedImage {
  readonly name: string;
  readonly src: string;
}

/** Compares a result with its source in four modes. Both images zoom and pan together. The mode is local state. */
class EaselCompare extends LitElement {
  static override readonly styles = [visuallyHiddenStyles, schemeStyles, compareStyles];
  static override readonly properties = {
    strings: { attribute: false },
    source: { attribute: false },
    result: { attribute: false },
    mode: { state: true },
    changed: { attribute: false },
    share: { state: true },
    zoom: { state: true },
  };
  declare strings: PanelStrings;
  declare source: ComparedImage;
  declare result: ComparedImage;
  /** How much of the image changed, as a sentence; undefined until the host has measured it. */
  declare changed: string | undefined;
  /** Asks the host to measure. */
  declare measure: () => void;
  declare mode: Mode;
  /** How much of the result the slider or the onion skin shows: 0 to 100. */
  declare share: number;
  declare zoom: Zoom;

  constructor() {
    super();
    this.mode = 'slider';
    this.share = 50;
    this.zoom = WHOLE;
  }

  /** Sets styles through the CSSOM, because the content security policy allows no style attributes. */
  protected override updated(): void {
    const { scale, x, y } = this.zoom;
    this.style.setProperty('--share', `${this.share}%`);
    this.style.setProperty('--opacity', String(this.share / 100));
    this.style.setProperty('--view', `translate(${x}px, ${y}px) scale(${scale})`);
  }

  protected override render(): TemplateResult {
    const { strings, mode, share } = this;
    // Only sides that are visible by themselves have a caption.
    const hasCaption = (side: 'before' | 'after') =>
      mode === 'sideBySide' || (mode === 'slider' && share !== (side === 'before' ? 100 : 0));
    return html`
      <fieldset class="modes">
        <legend class="visually-hidden">${strings.compareHere}</legend>
        ${MODES.map((one) => this.modeButton(one))}
      </fieldset>
      <div
        class="frame ${mode}"
        tabindex="0"
        role="group"
        aria-label=${strings.compareKeys}
        title=${strings.compareKeys}
        @keydown=${this.onKey}
        @wheel=${this.onWheel}
        @pointermove=${this.onDrag}
      >
        <div class="pane before">${image(this.source, strings.before)}</div>
        <div class="pane after">${image(this.result, strings.after)}</div>
        ${hasCaption('before') ? caption('before', strings.before) : nothing}
        ${hasCaption('after') ? caption('after', strings.after) : nothing}
      </div>
      ${
        mode === 'slider' || mode === 'onionSkin'
          ? html`<input
              type="range"
              min="0"
              max="100"
              aria-label=${strings.share}
              .value=${String(share)}
              @input=${(event: Event) => {
                this.share = Number((event.target as HTMLInputElement).value);
              }}
            />`
          : nothing
      }
      ${mode === 'difference' ? html`<p role="status">${this.changed ?? strings.measuring}</p>` : nothing}
    `;
  }

  private modeButton(mode: Mode): TemplateResult {
    return html`<label class="mode">
      <input
        type="radio"
        name="mode"
        .checked=${mode === this.mode}
        @change=${() => {
          this.mode = mode;
          if (mode === 'difference' && this.changed === undefined) this.measure();
        }}
      />
      ${this.strings[mode]}
    </label>`;
  }

  private extent() {
    const pane = this.renderRoot.querySelector('.pane');
    return { width: pane?.clientWidth ?? 1, height: pane?.clientHeight ?? 1 };
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const next = pressZoomKey(event.key, this.zoom, this.extent());
    if (next === undefined) return;
    event.preventDefault();
    this.zoom = next;
  };

  /** Zooms with Ctrl, which a pinch on a trackpad also sets. Without Ctrl the wheel scrolls the panel. */
  private readonly onWheel = (event: WheelEvent): void => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const pane = event.composedPath().find((one) => one instanceof Element && one.matches('.pane'));
    const box = (pane instanceof Element ? pane : this).getBoundingClientRect();
    const at = {
      x: event.clientX - box.left - box.width / 2,
      y: event.clientY - box.top - box.height / 2,
    };
    this.zoom = zoomBy(this.zoom, Math.exp(-event.deltaY / 200), this.extent(), at);
  };

  private readonly onDrag = ({ buttons, movementX, movementY }: PointerEvent): void => {
    if ((buttons & 1) === 0) return;
    const { scale, x, y } = this.zoom;
    this.zoom = clampZoom({ scale, x: x + movementX, y: y + movementY }, this.extent());
  };
}

/** @param side the string for before or after */
function image({ src, name }: ComparedImage, side: string): TemplateResult {
  return html`<img src=${src} alt="${side}: ${name}" draggable="false" />`;
}

/** Hidden from screen readers, because the image's own text says the same. */
function caption(side: 'before' | 'after', text: string): TemplateResult {
  return html`<span class="caption ${side}" aria-hidden="true">${text}</span>`;
}

customElements.define('easel-compare', EaselCompare);
