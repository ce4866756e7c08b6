import { panned, type Sizes, type Viewport } from '../stage/viewport.ts';
import type { Marking } from './marking.ts';

/** Screen px between what the keys move and the edge of the pane. */
const MARGIN = 16;

/** Pans so far that the pane shows what an arrow key has moved. @param isResize the key moved the lower right corner of the rectangle */
export function revealed(
  view: Viewport,
  { tool, frame, cursor }: Marking,
  isResize: boolean,
  { image, pane }: Sizes,
): Viewport {
  const corner = { x: frame.x + frame.width, y: frame.y + frame.height, width: 0, height: 0 };
  const point = { x: cursor[0], y: cursor[1], width: 0, height: 0 };
  const box = tool === 'rectangle' ? (isResize ? corner : frame) : point;
  const by = {
    x: shiftOf(view.x + box.x * view.scale, box.width * view.scale, pane.width),
    y: shiftOf(view.y + box.y * view.scale, box.height * view.scale, pane.height),
  };
  return by.x === 0 && by.y === 0 ? view : panned(view, by, image, pane);
}

/** The start counts more than the end, where not both fit. */
function shiftOf(start: number, length: number, room: number): number {
  const tooFar = Math.max(0, start + length + MARGIN - room);
  return start - tooFar < MARGIN ? Math.max(0, MARGIN - start) : -tooFar;
}
