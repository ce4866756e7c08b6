import { gridBox, type Sizes, type View } from './viewport.ts';

/** Puts the lines over the visible part of the image, through the CSSOM, because the policy allows no style attributes. */
export function showGrid(grid: HTMLElement | null, view: View, sizes: Sizes): void {
  if (grid === null) return;
  const box = gridBox(view, sizes);
  grid.hidden = box === undefined;
  if (box === undefined) return;
  for (const side of ['left', 'top', 'width', 'height'] as const) {
    grid.style.setProperty(side, `${box[side]}px`);
  }
  grid.style.setProperty('background-position', `${box.x}px ${box.y}px`);
}
