import { isMac } from '../../shared/platform.ts';
import {
  isLarger,
  panned,
  resolved,
  stepOf,
  zoomTo,
  type Point,
  type Sizes,
  type View,
} from './viewport.ts';
import { inPane } from './inPane.ts';
import { viewAfterWheel } from './wheel.ts';

/** A pointer that moves less than this between pressing and releasing has clicked. In screen px. */
const CLICK_PX = 4;
/** The slider can be taken this far from its line, in screen px. */
const GRIP_PX = 10;

export interface PointingParts {
  readonly view: () => View;
  /** Undefined until the image has loaded. */
  readonly sizes: () => Sizes | undefined;
  readonly show: (view: View) => void;
  /** Takes the place of the pointer in its pane; undefined when it leaves. */
  readonly point: (at: Point | undefined) => void;
  readonly isSlider: () => boolean;
  /** 0 to 100, the part of the picture that the slider shows. */
  readonly share: () => number;
  readonly split: (share: number) => void;
}

/** What the pointer does on the stage: a click zooms as in VS Code's image preview, a drag pans, and the wheel zooms or pans. */
export class Pointing {
  readonly #parts: PointingParts;
  #pressed: { readonly at: Point; readonly isSplit: boolean; moved: number } | undefined;
  #last: Point = { x: 0, y: 0 };

  constructor(parts: PointingParts) {
    this.#parts = parts;
  }

  readonly onDown = (event: PointerEvent): void => {
    if (event.button !== 0) return;
    const at = inPane(event);
    if (at === undefined) return;
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    const isSplit = this.#parts.isSlider() && Math.abs(at.x - this.#line(at)) <= GRIP_PX;
    this.#pressed = { at, isSplit, moved: 0 };
    this.#last = { x: event.clientX, y: event.clientY };
  };

  readonly onMove = (event: PointerEvent): void => {
    const at = inPane(event) ?? this.#pressed?.at;
    // A context menu can swallow the end of a press.
    if (event.buttons === 0) this.#pressed = undefined;
    if (this.#pressed === undefined) {
      this.#parts.point(at);
      return;
    }
    const by = { x: event.clientX - this.#last.x, y: event.clientY - this.#last.y };
    this.#last = { x: event.clientX, y: event.clientY };
    this.#pressed.moved += Math.abs(by.x) + Math.abs(by.y);
    if (this.#pressed.isSplit) this.#moveSplit(event);
    else this.#pan(by);
  };

  readonly onUp = (event: PointerEvent): void => {
    const pressed = this.#pressed;
    this.#pressed = undefined;
    if (pressed === undefined || pressed.isSplit || pressed.moved >= CLICK_PX) return;
    const isOut = isMac() ? event.altKey : event.ctrlKey;
    this.#zoom((scale) => stepOf(scale, isOut ? 'out' : 'in'), pressed.at);
  };

  readonly onLeave = (): void => {
    this.#parts.point(undefined);
  };

  readonly onWheel = (event: WheelEvent): void => {
    const sizes = this.#parts.sizes();
    const at = inPane(event);
    const next = sizes && at && viewAfterWheel(event, at, this.#parts.view(), sizes);
    if (next === undefined) return;
    event.preventDefault();
    this.#parts.show(next);
  };

  #pan(by: Point): void {
    const sizes = this.#parts.sizes();
    if (sizes === undefined) return;
    const now = resolved(this.#parts.view(), sizes.image, sizes.pane);
    if (!isLarger(now, sizes.image, sizes.pane)) return;
    this.#parts.show(panned(now, by, sizes.image, sizes.pane));
  }

  #zoom(scaleOf: (scale: number) => number, at: Point): void {
    const sizes = this.#parts.sizes();
    if (sizes === undefined) return;
    const now = resolved(this.#parts.view(), sizes.image, sizes.pane);
    this.#parts.show(zoomTo(now, scaleOf(now.scale), at, sizes));
  }

  /** Returns where the line of the slider is, in px of the pane. */
  #line(at: Point): number {
    const width = this.#parts.sizes()?.pane.width ?? at.x;
    return (1 - this.#parts.share() / 100) * width;
  }

  #moveSplit(event: PointerEvent): void {
    const box = (event.currentTarget as Element).getBoundingClientRect();
    const share = 100 * (1 - (event.clientX - box.left) / box.width);
    this.#parts.split(Math.round(Math.min(100, Math.max(0, share))));
  }
}
