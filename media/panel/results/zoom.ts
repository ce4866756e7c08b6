/** The scale of both images of a comparison, and their offset in screen px. */
export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export const WHOLE: Zoom = { scale: 1, x: 0, y: 0 };
const MAX_SCALE = 16;
const STEP = 1.5;
/** The distance of an arrow key in screen px. */
const STRIDE = 40;

export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** Keeps the image over its frame, because there is nothing beyond its edge. */
export function clampZoom({ scale, x, y }: Zoom, { width, height }: Extent): Zoom {
  const kept = Math.min(MAX_SCALE, Math.max(1, scale));
  const clamp = (value: number, size: number) => {
    const most = ((kept - 1) * size) / 2;
    return Math.min(most, Math.max(-most, value));
  };
  return { scale: kept, x: clamp(x, width), y: clamp(y, height) };
}

/** Zooms around the pointer. @param at px from the center of the frame */
export function zoomBy(
  { scale, x, y }: Zoom,
  factor: number,
  frame: Extent,
  at: { readonly x: number; readonly y: number } = { x: 0, y: 0 },
): Zoom {
  const next = Math.min(MAX_SCALE, Math.max(1, scale * factor));
  const moved = (offset: number, point: number) => point - (point - offset) * (next / scale);
  return clampZoom({ scale: next, x: moved(x, at.x), y: moved(y, at.y) }, frame);
}

/** Returns the zoom after a key; undefined for keys that do nothing here. */
export function pressZoomKey(key: string, zoom: Zoom, frame: Extent): Zoom | undefined {
  const moved = (x: number, y: number) =>
    clampZoom({ ...zoom, x: zoom.x + x, y: zoom.y + y }, frame);
  switch (key) {
    case '+':
    case '=':
      return zoomBy(zoom, STEP, frame);
    case '-':
      return zoomBy(zoom, 1 / STEP, frame);
    case '0':
      return WHOLE;
    case 'ArrowLeft':
      return moved(STRIDE, 0);
    case 'ArrowRight':
      return moved(-STRIDE, 0);
    case 'ArrowUp':
      return moved(0, STRIDE);
    case 'ArrowDown':
      return moved(0, -STRIDE);
    default:
      return undefined;
  }
}
