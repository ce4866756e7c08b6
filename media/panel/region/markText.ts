import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import type { MarkFacts } from './markFacts.ts';
import type { Marking } from './marking.ts';
import { fill } from '../../shared/fill.ts';

/** Says what the keys or the pointer are about to mark, in px of the image: `Rectangle 120 × 80 px at 40, 30`. */
export function cursorText(
  { tool, frame, cursor, radius, drawn, isAimed }: Marking,
  strings: PanelStrings,
): string {
  if (!isAimed && drawn === undefined) return '';
  if (tool === 'rectangle') {
    const { x, y, width, height } = drawn?.stroke.kind === 'rectangle' ? drawn.stroke : frame;
    return fill(strings.regionFrameAt, width, height, x, y);
  }
  const [x, y] = cursor.map(Math.round);
  const text = drawn ? strings.regionPaintingAt : strings.regionBrushAt;
  const name = tool === 'brush' ? strings.regionBrush : strings.regionEraser;
  return fill(text, name, radius * 2, x ?? 0, y ?? 0);
}

/** Says what is marked: `Marked: 9% of the image (120 × 80 px at 40, 30).` */
export function markText(mark: MarkFacts | undefined, strings: PanelStrings): string {
  if (mark === undefined) return strings.regionNone;
  const { x, y, width, height } = mark.box;
  // A small region is not shown as 0%.
  const percent = Math.max(0.1, mark.share * 100);
  return fill(strings.regionMarked, width, height, x, y, percent.toFixed(percent < 10 ? 1 : 0));
}
