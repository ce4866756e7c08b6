import {
  isLarger,
  panned,
  resolved,
  zoomTo,
  type Point,
  type Sizes,
  type View,
} from './viewport.ts';

type Wheel = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'>;

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

/** Returns the place of the pointer in the pane under it, in screen px. */
export function inPane(event: MouseEvent): Point | undefined {
  const frame = event.currentTarget as Element;
  const panes = [...frame.querySelectorAll('.pane')].map((pane) => pane.getBoundingClientRect());
  const box = panes.find(({ left, right }) => event.clientX >= left && event.clientX <= right);
  return box && { x: event.clientX - box.left, y: event.clientY - box.top };
}
