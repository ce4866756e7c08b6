import { showGrid } from './grid.ts';
import { PIXELATED_SCALE, resolved, type Sizes, type View } from './viewport.ts';

/** Shows the image of an element, and the grid over it, as a view says. Uses the CSSOM, because the content security policy allows no style attributes. */
export function placeImage(host: HTMLElement, view: View, { image, pane }: Sizes): void {
  const { x, y, scale } = resolved(view, image, pane);
  host.style.setProperty('--width', `${image.width}px`);
  host.style.setProperty('--height', `${image.height}px`);
  host.style.setProperty('--view', `translate(${x}px, ${y}px) scale(${scale})`);
  host.style.setProperty('--scale', String(scale));
  host.toggleAttribute('pixelated', scale >= PIXELATED_SCALE);
  showGrid(host.shadowRoot?.querySelector<HTMLElement>('.grid') ?? null, view, { image, pane });
}
