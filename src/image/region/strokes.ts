import * as z from 'zod/mini';

/** More than any hand draws; what costs time is the points. */
export const MAX_STROKES = 1000;
const MOST_POINTS = 20_000;
/** In px. Larger than any image that is taken, so that a stroke may leave the picture. */
const FARTHEST = 1_000_000;

const Length = z.number().check(z.gte(-FARTHEST), z.lte(FARTHEST));
const Extent = z.number().check(z.gte(0), z.lte(FARTHEST));

/**
 * One mark of the user's on the source, in px of the source as it is shown (a JPEG that a camera held sideways is
 * marked upright). The pixel at column x covers x to x + 1.
 */
export const Stroke = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rectangle'),
    x: Length,
    y: Length,
    width: Extent,
    height: Extent,
    /** Takes away from what earlier strokes marked. */
    erase: z.optional(z.boolean()),
  }),
  z.object({
    kind: z.literal('brush'),
    /** Half the brush's width. */
    radius: Extent,
    points: z.array(z.tuple([Length, Length])).check(z.minLength(1), z.maxLength(MOST_POINTS)),
    erase: z.optional(z.boolean()),
  }),
]);
export type Stroke = Readonly<z.infer<typeof Stroke>>;

/** What the panel sends; later strokes lie on earlier ones. */
export const Strokes = z.array(Stroke).check(z.maxLength(MAX_STROKES));
export type Strokes = readonly Stroke[];
