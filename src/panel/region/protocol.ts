import * as z from 'zod/mini';
import { Id } from '../../page/id.ts';
import { Strokes } from '../../image/region/strokes.ts';

/** The region's message from the panel to its host; `panelProtocol.ts` parses it with all others. */

/** Points of all strokes together: what is kept with every result stays small. */
export const MOST_REGION_POINTS = 5000;

const Size = z.int().check(z.gte(1));

/** What a hand marks with one source before it. */
export const Region = Strokes.check(z.refine((strokes) => pointsOf(strokes) <= MOST_REGION_POINTS));

export const REGION_FROM_PANEL = [
  /** What is marked on a source from now on, in px of it as it is shown; nothing: all of it may change. */
  z.strictObject({ type: z.literal('mark-region'), image: Id, strokes: Region }),
] as const;

/** An image that can be marked: its size in px as it is shown, and what is marked. */
export const RegionView = z.object({ width: Size, height: Size, strokes: Strokes });
export type RegionView = Readonly<z.infer<typeof RegionView>>;

export function pointsOf(strokes: readonly z.infer<typeof Strokes>[number][]): number {
  return strokes.reduce((sum, one) => sum + (one.kind === 'brush' ? one.points.length : 2), 0);
}
