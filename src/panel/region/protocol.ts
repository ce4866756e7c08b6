import * as z from 'zod/mini';
import { Strokes } from '../../image/region/strokes.ts';
import { Id } from '../../page/id.ts';

/** The messages and strings of the region feature. */

// The page draws the same strokes, and imports protocol files only.
export { MAX_STROKES, type Stroke, type Strokes } from '../../image/region/strokes.ts';
export type { Box } from '../../image/pixels/pixels.ts';

/** The points of all strokes together. Every result stores its region, so it has to stay small. */
export const MAX_REGION_POINTS = 5000;

/** The strokes of a region within the limits. */
export const Region = Strokes.check(
  z.refine((strokes) => countPoints(strokes) <= MAX_REGION_POINTS),
);

export const REGION_FROM_PANEL = [
  /** Replaces the region of a source. Strokes are in px of the image as shown; no strokes remove the region. */
  z.strictObject({ type: z.literal('mark-region'), image: Id, strokes: Region }),
] as const;
export type RegionFromPanel = Readonly<z.infer<(typeof REGION_FROM_PANEL)[number]>>;

const Size = z.int().check(z.gte(1));

/** An image that can have a region: its size in px as shown, and the region. */
export const RegionView = z.object({ width: Size, height: Size, strokes: Strokes });
export type RegionView = Readonly<z.infer<typeof RegionView>>;

export const REGION_STRINGS = [
  'regionMark',
  'regionChange',
  'regionRemove',
  'regionTitle',
  'regionEffect',
  'regionTool',
  'regionRectangle',
  'regionBrush',
  'regionEraser',
  'regionBrushSize',
  'regionUndo',
  'regionRedo',
  'regionClear',
  'regionDone',
  'regionArea',
  'regionFirst',
  'regionKeysTitle',
  'regionKeys',
  'regionKeysMac',
  'regionFrameAt',
  'regionBrushAt',
  'regionPaintingAt',
  'regionMarked',
  'regionNone',
  'regionCounts',
] as const;

/** Counts a rectangle as its two corners. */
export function countPoints(strokes: Strokes): number {
  return strokes.reduce((sum, one) => sum + (one.kind === 'brush' ? one.points.length : 2), 0);
}
