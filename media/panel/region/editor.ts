import { LitElement, html, type PropertyValues, type TemplateResult } from 'lit';
import type { Strokes } from '../../../src/image/region/strokes.ts';
import type { RegionView } from '../../../src/panel/region/protocol.ts';
import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import { drawMark } from './drawMark.ts';
import { markFacts } from './markFacts.ts';
import {
  abandoned,
  begun,
  drawnTo,
  lifted,
  startMarking,
  withStrokes,
  type Marking,
  type Point,
} from './marking.ts';
import { markingKey } from './markingKeys.ts';
import { cursorText, markText } from './markText.ts';
import { regionBar } from './toolbar.ts';
import { regionStyles } from './styles.ts';
import { schemeStyles } from '../../shared/schemeStyles.ts';
import { unseenStyles } from '../../shared/visuallyHiddenStyles.ts';

/** A small picture is shown at most this much larger. */
const MOST_SCALE = 16;

/**
 * Marks a region of a picture, by pointer or by keys. Every change is told with `marked` at once, whose detail are the
 * strokes, so that hiding the panel loses none; `done` asks to be closed.
 */
class EaselRegion extends LitElement {
  static override readonly styles = [unseenStyles, schemeStyles, regionStyles];
  static override readonly properties = {
    strings: { attribute: false },
    src: { attribute: false },
    region: { attribute: false },
    marking: { state: true },
  };
  declare strings: PanelStrings;
  declare src: string;
  /** What is marked to begin with. */
  declare region: RegionView;
  declare marking: Marking;
  /** What was marked when it opened. */
  private opened: Strokes = [];
  private readonly resizing = new ResizeObserver(() => {
    this.fit();
  });

  protected override willUpdate(changed: PropertyValues): void {
    // What comes back from the host later is what was told to it.
    if (!changed.has('region') || this.hasUpdated) return;
    const { width, height, strokes } = this.region;
    this.opened = strokes;
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
      ${regionBar({ marking, strings, change: this.change })}
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
      <p class="hint" id="keys">${strings.regionKeys}</p>
    `;
  }

  private readonly change = (next: Marking): void => {
    const { strokes } = this.marking;
    this.marking = next;
    if (next.strokes === strokes) return;
    this.dispatchEvent(new CustomEvent<Strokes>('marked', { detail: next.strokes }));
  };

  private done(): void {
    this.change(lifted(this.marking));
    this.dispatchEvent(new Event('done'));
  }

  private cancel(): void {
    this.change(withStrokes(this.marking, this.opened));
    this.dispatchEvent(new Event('done'));
  }

  private readonly onKey = (event: KeyboardEvent): void => {
    const next = markingKey(this.marking, event);
    if (next === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.change(next);
  };

  /** From wherever the focus is: from the tools as well as from the picture. */
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
    this.change(begun(lifted(this.marking), this.pointOf(event)));
  };

  private readonly onMove = (event: PointerEvent): void => {
    if (this.marking.drawn === undefined && this.marking.tool === 'rectangle') return;
    // Between two moments a fast hand has been in many places.
    const all = event.getCoalescedEvents();
    const places = all.length > 0 ? all : [event];
    this.change(places.reduce((marking, one) => drawnTo(marking, this.pointOf(one)), this.marking));
  };

  private readonly onUp = (event: PointerEvent): void => {
    this.change(lifted(drawnTo(this.marking, this.pointOf(event))));
  };

  private readonly onCancel = (): void => {
    this.change(abandoned(this.marking));
  };

  /** In px of the picture, whatever size it has on the screen. */
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

  /** As large as there is room. By the CSSOM: the policy has no room for style attributes. */
  private fit(): void {
    const { width, height } = this.region;
    const most = Math.max(160, window.innerHeight * 0.65);
    const scale = Math.min(this.clientWidth / width, most / height, MOST_SCALE);
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
