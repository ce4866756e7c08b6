import { isLarger, panned, resolved, stepOf, zoomTo } from './viewport.ts';
import type { Sizes, View } from './viewport.ts';

/** The distance of an arrow key in screen px. */
const STRIDE = 40;

/**
 * Returns the view after a key; undefined for keys that do nothing here. Digits stay free for stars, and an arrow key only
 * pans an image that is larger than its pane: otherwise it selects another image.
 */
export function viewAfterKey(key: string, view: View, { image, pane }: Sizes): View | undefined {
  const now = resolved(view, image, pane);
  const center = { x: pane.width / 2, y: pane.height / 2 };
  const move = (x: number, y: number) =>
    isLarger(now, image, pane) ? panned(now, { x, y }, image, pane) : undefined;
  switch (key) {
    case '+':
    case '=':
      return zoomTo(now, stepOf(now.scale, 'in'), center, { image, pane });
    case '-':
      return zoomTo(now, stepOf(now.scale, 'out'), center, { image, pane });
    case 'z':
    case 'Z':
      return toggled(view, { image, pane });
    case 'ArrowLeft':
      return move(STRIDE, 0);
    case 'ArrowRight':
      return move(-STRIDE, 0);
    case 'ArrowUp':
      return move(0, STRIDE);
    case 'ArrowDown':
      return move(0, -STRIDE);
    default:
      return undefined;
  }
}

/** Switches between the whole image and its real size. */
function toggled(view: View, { image, pane }: Sizes): View {
  if (view !== 'fit') return 'fit';
  const center = { x: pane.width / 2, y: pane.height / 2 };
  return zoomTo(resolved(view, image, pane), 1, center, { image, pane });
}
