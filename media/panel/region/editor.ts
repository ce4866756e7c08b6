import { LitElement, html, type PropertyValues, type TemplateResult } from 'lit';
import type { RegionView, Strokes } from '../../../src/panel/region/protocol.ts';
import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import { isMac } from '../../shared/platform.ts';
import { buttonStyles } from '../../shared/buttonStyles.ts';
import { schemeStyles } from '../../shared/schemeStyles.ts';
import { visuallyHiddenStyles } from '../../shared/visuallyHiddenStyles.ts';
import { zoomTools } from '../stage/bar.ts';
import { viewPicture } from '../stage/picture.ts';
import { placeImage } from '../stage/placement.ts';
import { viewAfterKey } from '../stage/stageKeys.ts';
import { stageStyles } from '../stage/stageStyles.ts';
import { enlarged, panned, resolved } from '../stage/viewport.ts';
import type { Size, Sizes, View, Viewport } from '../stage/viewport.ts';
import { inPane } from '../stage/inPane.ts';
import { viewAfterWheel } from '../stage/wheel.ts';
import { drawOver } from './drawOver.ts';
import { viewEnd, viewFacts } from './foot.ts';
import * as marking from './marking.ts';
import type { Marking, Point } from './marking.ts';
import { markingKey } from './markingKeys.ts';
import { revealed } from './revealed.ts';
import { regionStyles } from './styles.ts';
import { regionToolbar } from './toolbar.ts';

/**
 * Marks a region by pointer or keys, on the image as the stage shows it, with its zoom and pan. Fires `marked` with the strokes
 * after every change, so that hiding the panel loses none, and `done` when the user keeps or cancels.
 */
class EaselRegion extends LitElement {
  static override readonly styles = [
    visuallyHiddenStyles,
    buttonStyles,
    schemeStyles,
    stageStyles,
    regionStyles,
  ];
  static override readonly properties = {
    strings: { attribute: false },
    src: { attribute: false },
    region: { attribute: false },
    marking: { state: true },
    view: { state: true },
    pane: { state: true },
  };
  declare strings: PanelStrings;
  declare src: string;
  /** The region at the start. */
  declare region: RegionView;
  declare marking: Marking;
  declare view: View;
  /** The size of the pane in screen px; undefined until it has been laid out. */
  declare pane: Size | undefined;
  /** The strokes at the start, for Cancel. */
  private initial: Strokes = [];
  private readonly resizing = new ResizeObserver(() => {
    this.measurePane();
  });

  constructor() {
    super();
    this.view = 'fit';
  }

  protected override willUpdate(changed: PropertyValues): void {
    // Later values from the host are the editor's own.
    if (!changed.has('region') || this.hasUpdated) return;
    const { width, height, strokes } = this.region;
    this.initial = strokes;
    this.marking = marking.startMarking(width, height, strokes);
  }

  protected override firstUpdated(): void {
    // Its height changes with what is below it, too.
    const frame = this.renderRoot.querySelector('.frame');
    if (frame) this.resizing.observe(frame);
    this.addEventListener('keydown', this.onEscape);
    this.canvas()?.focus();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.resizing.disconnect();
  }

  protected override updated(): void {
    this.measurePane();
    const [view, sizes] = [this.viewport(), this.sizes()];
    if (view === undefined || sizes === undefined) return;
    placeImage(this, this.view, sizes);
    const canvas = this.canvas();
    if (canvas) drawOver(canvas, this.marking, view, sizes.pane);
  }

  protected override render(): TemplateResult {
    const { strings, src, view } = this;
    const picture = { label: '', onSize: () => undefined, isKnown: this.pane !== undefined };
    const press = (key: string): void => {
      this.takesViewKey(key);
    };
    return html`
      ${regionToolbar({ marking: this.marking, strings, change: this.change })}
      <div class="frame single" @wheel=${this.onWheel}>
        <div class="pane">
          ${viewPicture({ name: '', src }, picture)}
          <div class="grid" hidden></div>
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
      </div>
      <div class="bar">
        ${zoomTools({ strings, scale: this.viewport()?.scale, isFitted: view === 'fit', press })}
        ${viewEnd(strings, { keep: this.keep, cancel: this.cancel })}
      </div>
      ${viewFacts(this.marking, strings, isMac() ? strings.regionKeysMac : strings.regionKeys)}
    `;
  }

  private readonly change = (next: Marking): void => {
    const { strokes } = this.marking;
    this.marking = next;
    if (next.strokes === strokes) return;
    this.dispatchEvent(new CustomEvent<Strokes>('marked', { detail: next.strokes }));
  };

  private readonly keep = (): void => {
    this.change(marking.endStroke(this.marking));
    this.dispatchEvent(new Event('done'));
  };

  private readonly cancel = (): void => {
    this.change(marking.replaceStrokes(this.marking, this.initial));
    this.dispatchEvent(new Event('done'));
  };

  private readonly onWheel = (event: WheelEvent): void => {
    const [sizes, at] = [this.sizes(), inPane(event)];
    const next = sizes && at && viewAfterWheel(event, at, this.view, sizes);
    if (next === undefined) return;
    event.preventDefault();
    this.view = next;
  };

  private readonly onKey = (event: KeyboardEvent): void => {
    const next = markingKey(this.marking, event);
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey);
    if (next !== undefined) {
      this.change(next);
      const [view, sizes] = [this.viewport(), this.sizes()];
      const isMove = event.key.startsWith('Arrow') && this.view !== 'fit';
      if (isMove && view && sizes) this.view = revealed(view, next, event.shiftKey, sizes);
    } else if (isPlain && event.key === 'Enter') this.keep();
    else if (!isPlain || !this.takesViewKey(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
  };

  private takesViewKey(key: string): boolean {
    const sizes = this.sizes();
    const next = sizes && viewAfterKey(key, this.view, sizes);
    if (next !== undefined) this.view = next;
    return next !== undefined;
  }

  /** Works with the focus on the tools as well as on the image. */
  private readonly onEscape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    event.preventDefault();
    event.stopPropagation();
    this.cancel();
  };

  private readonly onDown = (event: PointerEvent): void => {
    if (event.button > 1) return;
    event.preventDefault();
    this.canvas()?.focus();
    this.canvas()?.setPointerCapture(event.pointerId);
    if (event.button === 0) {
      this.change(
        marking.startStroke(marking.endStroke(this.marking), this.pointOf(event), 'pointer'),
      );
    }
  };

  private readonly onMove = (event: PointerEvent): void => {
    const [view, sizes] = [this.viewport(), this.sizes()];
    if ((event.buttons & 4) !== 0 && view && sizes) {
      this.view = panned(view, { x: event.movementX, y: event.movementY }, sizes.image, sizes.pane);
      return;
    }
    if (this.marking.drawn === undefined && this.marking.tool === 'rectangle') return;
    // A fast pointer has several positions between two events.
    const all = event.getCoalescedEvents();
    const places = all.length > 0 ? all : [event];
    this.change(
      places.reduce((state, one) => marking.extendStroke(state, this.pointOf(one)), this.marking),
    );
  };

  private readonly onUp = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    this.change(marking.endStroke(marking.extendStroke(this.marking, this.pointOf(event))));
  };

  private readonly onCancel = (): void => {
    this.change(marking.abandonStroke(this.marking));
  };

  /** Converts to px of the image. */
  private pointOf({ clientX, clientY }: PointerEvent): Point {
    const { left = 0, top = 0 } = this.canvas()?.getBoundingClientRect() ?? {};
    const { x, y, scale } = this.viewport() ?? { x: 0, y: 0, scale: 1 };
    return [(clientX - left - x) / scale, (clientY - top - y) / scale];
  }

  private canvas(): HTMLCanvasElement | null {
    return this.renderRoot.querySelector('canvas');
  }

  private sizes(): Sizes | undefined {
    return this.pane && { image: this.region, pane: this.pane };
  }

  private viewport(): Viewport | undefined {
    const sizes = this.sizes();
    return sizes && resolved(this.view, sizes.image, sizes.pane);
  }

  private measurePane(): void {
    const pane = this.renderRoot.querySelector('.pane');
    const [width, height] = [pane?.clientWidth ?? 0, pane?.clientHeight ?? 0];
    if (width === 0 || height === 0) return;
    if (width === this.pane?.width && height === this.pane.height) return;
    // A small image is easier to mark enlarged.
    if (this.pane === undefined) this.view = enlarged(this.region, { width, height });
    this.pane = { width, height };
  }
}

customElements.define('easel-region', EaselRegion);
