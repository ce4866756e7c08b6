/** How both pictures of a comparison are shown: enlarged this much, moved by so many px of the screen. */
export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export const WHOLE: Zoom = { scale: 1, x: 0, y: 0 };
const MOST = 16;
const STEP = 1.5;
/** In px of the screen, for one press of an arrow key. */
const STRIDE = 40;

export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** Keeps the picture over its frame: there is nothing to see beyond its edge. */
export function within({ scale, x, y }: Zoom, { width, height }: Extent): Zoom {
  const kept = Math.min(MOST, Math.max(1, scale));
  const clamp = (value: number, size: number) => {
    const most = ((kept - 1) * size) / 2;
    return Math.min(most, Math.max(-most, value));
  };
  return { scale: kept, x: clamp(x, width), y: clamp(y, height) };
}

/** The point under the pointer stays where it is. @param at px from the frame's middle */
export function zoomed(
  { scale, x, y }: Zoom,
  factor: number,
  frame: Extent,
  at: { readonly x: number; readonly y: number } = { x: 0, y: 0 },
): Zoom {
  const next = Math.min(MOST, Math.max(1, scale * factor));
  const moved = (offset: number, point: number) => point - (point - offset) * (next / scale);
  return within({ scale: next, x: moved(x, at.x), y: moved(y, at.y) }, frame);
}

/** What a key does to the view; undefined: nothing. */
export function zoomKey(key: string, zoom: Zoom, frame: Extent): Zoom | undefined {
  const moved = (x: number, y: number) => within({ ...zoom, x: zoom.x + x, y: zoom.y + y }, frame);
  switch (key) {
    case '+':
    case '=':
      return zoomed(zoom, STEP, frame);
    case '-':
      return zoomed(zoom, 1 / STEP, frame);
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
