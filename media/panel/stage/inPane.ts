import type { Point } from './viewport.ts';

/** Returns the place of the pointer in the pane under it, in screen px. */
export function inPane(event: MouseEvent): Point | undefined {
  const frame = event.currentTarget as Element;
  const panes = [...frame.querySelectorAll('.pane')].map((pane) => pane.getBoundingClientRect());
  const box = panes.find(({ left, right }) => event.clientX >= left && event.clientX <= right);
  return box && { x: event.clientX - box.left, y: event.clientY - box.top };
}
