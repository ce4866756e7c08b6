import { LitElement, html, type PropertyValues, type TemplateResult } from 'lit';
import type { RegionView, Strokes } from '../../../src/panel/region/protocol.ts';
import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import { drawMark } from './drawMark.ts';
import { markFacts } from './markFacts.ts';
import {
  abandonStroke,
  startStroke,
  extendStroke,
  endStroke,
  startMarking,
  replaceStrokes,
  type Marking,
  type Point,
} from './marking.ts';
import { markingKey } from './markingKeys.ts';
import { cursorText, markText } from './markText.ts';
import { regionToolbar } from './toolbar.ts';
import { regionStyles } from './styles.ts';
import { isMac } from '../../shared/platform.ts';
import { schemeStyles } from '../../shared/schemeStyles.ts';
import { visuallyHiddenStyles } from '../../shared/visuallyHiddenStyles.ts';

/** Enlarges a small image at most this much. */
const MAX_SCALE = 16;

/**
 * Edits a region by pointer or keys. Fires `marked` with the strokes after every change, so that hiding the panel loses
 * none, and `done` when the user finishes or cancels.
 */
class EaselRegion extends LitElement {
  static override readonly styles = [visuallyHiddenStyles, schemeStyles, regionStyles];
  static override readonly properties = {
    strings: { attribute: false },
    src: { attribute: false },
    region: { attribute: false },
    marking: { state: true },
  };
  declare strings: PanelStrings;
  declare src: string;
  /** The region at the start. */
  declare region: RegionView;
  declare marking: Marking;
  /** The strokes at the start, for Cancel. */
  private initial: Strokes = [];
  private readonly resizing = new ResizeObserver(() => {
    this.fit();
  });

  protected override willUpdate(changed: PropertyValues): void {
    // Later values from the host are the editor's own.
    if (!changed.has('region') || this.hasUpdated) return;
    const { width, height, strokes } = this.region;
    this.initial = strokes;
    this.marking = startMarking(width, height, strokes);
  }

  protected override firstUpdated(): void {
    this.resizing.observe(this);
    this.addEventListener('keydown', this.onEscape);
    this.canvas()?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing.disconnect();
  }

  protected override updated(): void {
    this.draw();
  }

  protected override render(): TemplateResult {
    const { strings, marking, src } = this;
    const mark = markFacts(marking.strokes, marking.width, marking.height);
    return html`
      ${regionToolbar({ marking, strings, change: this.change })}
      <div class="stage">
        <img src=${src} alt="" draggable="false" />
        <canvas
          tabindex="0"
          role="application"
          aria-label=${strings.regionArea}
          aria-describedby="keys cursor"
          @keydown=${this.onKey}
          @pointerdown=${this.onDown}
          @pointermove=${this.onMove}
          @pointerup=${this.onUp}
          @pointercancel=${this.onCancel}
        ></canvas>
      </div>
      <p class="facts">
        <span id="cursor" role="status">${cursorText(marking, strings)}</span>
        <span id="mark" role="status">${markText(mark, strings)}</span>
      </p>
      <div class="tools">
        <vscode-button
          @click=${() => {
            this.done();
          }}
          >${strings.regionDone}</vscode-button
        >
        <vscode-button
          secondary
          @click=${() => {
            this.cancel();
          }}
          >${strings.cancel}</vscode-button
        >
      </div>
      <p class="hint" id="keys">${isMac() ? strings.regionKeysMac : strings.regionKeys}</p>
    `;
  }

  private readonly change = (next: Marking): void => {
    const { strokes } = this.marking;
    this.marking = next;
    if (next.strokes === strokes) return;
    this.dispatchEvent(new CustomEvent<Strokes>('marked', { detail: next.strokes }));
  };

  private done(): void {
    this.change(endStroke(this.marking));
    this.dispatchEvent(new Event('done'));
  }

  private cancel(): void {
    this.change(replaceStrokes(this.marking, this.initial));
    this.dispatchEvent(new Event('done'));
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const next = markingKey(this.marking, event);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.change(next);
  };

  /** Works with the focus on the tools as well as on the image. */
  private readonly onEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    if (event.shiftKey) this.cancel();
    else this.done();
  };

  private readonly onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.canvas()?.setPointerCapture(event.pointerId);
    this.change(startStroke(endStroke(this.marking), this.pointOf(event)));
  };

  private readonly onMove = (event: PointerEvent): void => {
    if (this.marking.drawn === undefined && this.marking.tool === 'rectangle') return;
    // A fast pointer has several positions between two events.
    const all = event.getCoalescedEvents();
    const places = all.length > 0 ? all : [event];
    this.change(
      places.reduce((marking, one) => extendStroke(marking, this.pointOf(one)), this.marking),
    );
  };

  private readonly onUp = (event: PointerEvent): void => {
    this.change(endStroke(extendStroke(this.marking, this.pointOf(event))));
  };

  private readonly onCancel = (): void => {
    this.change(abandonStroke(this.marking));
  };

  /** Converts to px of the image. */
  private pointOf({ clientX, clientY }: PointerEvent): Point {
    const { width, height } = this.marking;
    const box = this.canvas()?.getBoundingClientRect() ?? new DOMRect(0, 0, width, height);
    return [
      ((clientX - box.left) / box.width) * width,
      ((clientY - box.top) / box.height) * height,
    ];
  }

  private canvas(): HTMLCanvasElement | null {
    return this.renderRoot.querySelector('canvas');
  }

  /** Fills the space. Sets styles through the CSSOM, because the content security policy allows no style attributes. */
  private fit(): void {
    const { width, height } = this.region;
    const most = Math.max(160, window.innerHeight * 0.65);
    const scale = Math.min(this.clientWidth / width, most / height, MAX_SCALE);
    this.style.setProperty('--width', `${Math.max(1, Math.round(width * scale))}px`);
    this.style.setProperty('--height', `${Math.max(1, Math.round(height * scale))}px`);
    this.toggleAttribute('enlarged', scale > 2);
    this.draw();
  }

  private draw(): void {
    const canvas = this.canvas();
    if (canvas === null) return;
    const scale = (canvas.clientWidth * window.devicePixelRatio) / this.marking.width;
    canvas.width = Math.round(this.marking.width * scale);
    canvas.height = Math.round(this.marking.height * scale);
    const color = (name: string) => getComputedStyle(this).getPropertyValue(`--vscode-${name}`);
    drawMark(canvas, this.marking, scale, {
      light: color('editor-foreground'),
      dark: color('editor-background'),
      hatch: color('focusBorder'),
    });
  }
}

customElements.define('easel-region', EaselRegion);
