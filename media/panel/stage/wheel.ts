import {
  isLarger,
  panned,
  resolved,
  zoomTo,
  type Point,
  type Sizes,
  type View,
} from './viewport.ts';

interface Wheel {
  readonly deltaX: number;
  readonly deltaY: number;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/**
 * Returns the view after a turn of the wheel; undefined where it does nothing, so that the page can scroll. A pinch on a trackpad
 * arrives as a wheel with Ctrl. A plain wheel pans an image that is larger than its pane.
 *
 * @param at the place of the pointer in the pane
 */
export function viewAfterWheel(
  { deltaX, deltaY, ctrlKey, metaKey, altKey, shiftKey }: Wheel,
  at: Point,
  view: View,
  { image, pane }: Sizes,
): View | undefined {
  const now = resolved(view, image, pane);
  if (ctrlKey || metaKey || altKey) {
    return zoomTo(now, now.scale * Math.exp(-deltaY / 200), at, { image, pane });
  }
  if (!isLarger(now, image, pane)) return undefined;
  const by = shiftKey ? { x: -deltaY, y: -deltaX } : { x: -deltaX, y: -deltaY };
  return panned(now, by, image, pane);
}
