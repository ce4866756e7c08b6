/** A size in px: of an image, or of the pane that shows it. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The sizes of the image and of its pane. */
export interface Sizes {
  readonly image: Size;
  readonly pane: Size;
}

/** A point in screen px from the top left corner of the pane. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where an image is in its pane: screen px for one px of the image, and the place of its top left corner. */
export interface Viewport extends Point {
  readonly scale: number;
}

/** Fits the image into its pane whatever the pane's size, or shows a fixed part. */
export type View = Viewport | 'fit';

/** The steps of VS Code's image preview (media-preview/media/imagePreview.js). */
const STEPS = [
  0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.5, 2, 3, 5, 7, 10, 15, 20,
] as const;
const MIN_SCALE = STEPS[0];
const MAX_SCALE = 20;

/** From here on, pixels are drawn as squares. */
export const PIXELATED_SCALE = 3;
/** From here on, lines separate the pixels. */
export const GRID_SCALE = 8;

/** Shows the whole image, centered and never enlarged. */
export function fitted(image: Size, pane: Size): Viewport {
  const scale = Math.min(1, pane.width / image.width, pane.height / image.height);
  return settled({ scale, x: 0, y: 0 }, image, pane);
}

/** Shows the whole image as large as it fits at a step of the scale, centered. An image that is larger than its pane is fitted. */
export function enlarged(image: Size, pane: Size): View {
  const most = Math.min(pane.width / image.width, pane.height / image.height);
  const scale = STEPS.findLast((step) => step <= most) ?? 1;
  return scale > 1 ? settled({ scale, x: 0, y: 0 }, image, pane) : 'fit';
}

/** Turns a view into a viewport of this pane. */
export function resolved(view: View, image: Size, pane: Size): Viewport {
  return view === 'fit' ? fitted(image, pane) : settled(view, image, pane);
}

/** Changes the scale and keeps the px of the image under `at` where it is, as far as the edges allow. */
export function zoomTo(
  { scale, x, y }: Viewport,
  wanted: number,
  at: Point,
  { image, pane }: { readonly image: Size; readonly pane: Size },
): Viewport {
  // A very large image fits only below the smallest step.
  const least = Math.min(MIN_SCALE, fitted(image, pane).scale);
  const next = Math.min(MAX_SCALE, Math.max(least, wanted));
  const moved = (offset: number, point: number) => point - (point - offset) * (next / scale);
  return settled({ scale: next, x: moved(x, at.x), y: moved(y, at.y) }, image, pane);
}

/** Returns the next step of the scale; the same scale at the end of the steps. */
export function stepOf(scale: number, direction: 'in' | 'out'): number {
  // Scales of a fitted image lie between steps, and rounding must not repeat one.
  const isNext = (step: number) => (direction === 'in' ? step > scale * 1.01 : step < scale * 0.99);
  return (direction === 'in' ? STEPS.find(isNext) : STEPS.findLast(isNext)) ?? scale;
}

export function panned(view: Viewport, by: Point, image: Size, pane: Size): Viewport {
  return settled({ ...view, x: view.x + by.x, y: view.y + by.y }, image, pane);
}

/** Returns whether a part of the image is outside of the pane, so that it can be panned. */
export function isLarger({ scale }: Viewport, image: Size, pane: Size): boolean {
  // Half a px of tolerance, because a fitted side can be rounded up.
  return image.width * scale > pane.width + 0.5 || image.height * scale > pane.height + 0.5;
}

/** Returns the px of the image at a point of the pane, counted from 0; undefined beside the image. */
export function pixelAt({ scale, x, y }: Viewport, at: Point, image: Size): Point | undefined {
  const [column, row] = [Math.floor((at.x - x) / scale), Math.floor((at.y - y) / scale)];
  const isInside = column >= 0 && row >= 0 && column < image.width && row < image.height;
  return isInside ? { x: column, y: row } : undefined;
}

/** Returns the lines between the pixels as a box of the pane and the offset of the first line; undefined below 800 %. */
export function gridBox(view: View, { image, pane }: Sizes) {
  const { scale, x, y } = resolved(view, image, pane);
  if (scale < GRID_SCALE) return undefined;
  const [left, top] = [Math.max(0, x), Math.max(0, y)];
  const right = Math.min(pane.width, x + image.width * scale);
  const bottom = Math.min(pane.height, y + image.height * scale);
  return { left, top, width: right - left, height: bottom - top, x: x - left, y: y - top, scale };
}

/** Centers a side that fits. Keeps the others over the pane, because there is nothing beyond an edge. */
function settled({ scale, x, y }: Viewport, image: Size, pane: Size): Viewport {
  const place = (offset: number, shown: number, room: number) =>
    shown <= room ? (room - shown) / 2 : Math.min(0, Math.max(room - shown, offset));
  return {
    scale,
    x: place(x, image.width * scale, pane.width),
    y: place(y, image.height * scale, pane.height),
  };
}
