/** The marks that a user draws on a source, as the panel sends them. */
import * as z from 'zod/mini';

/** More than anyone draws by hand. The time that a mask takes depends on the points. */
export const MAX_STROKES = 1000;
const MAX_POINTS = 20_000;
/** In px. Larger than any image that Easel decodes, so that a stroke may leave the image. */
const MAX_COORDINATE = 1_000_000;

const Coordinate = z.number().check(z.gte(-MAX_COORDINATE), z.lte(MAX_COORDINATE));
const Length = z.number().check(z.gte(0), z.lte(MAX_COORDINATE));

/**
 * One mark, in px of the source as it is shown: a photo with an Exif orientation is marked upright. The pixel in column x
 * covers x to x + 1.
 */
export const Stroke = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('rectangle'),
    x: Coordinate,
    y: Coordinate,
    width: Length,
    height: Length,
    /** Removes from what earlier strokes marked. */
    erase: z.optional(z.boolean()),
  }),
  z.object({
    kind: z.literal('brush'),
    /** Half the width of the brush. */
    radius: Length,
    points: z
      .array(z.tuple([Coordinate, Coordinate]))
      .check(z.minLength(1), z.maxLength(MAX_POINTS)),
    erase: z.optional(z.boolean()),
  }),
]);
export type Stroke = Readonly<z.infer<typeof Stroke>>;

/** In the order they were drawn: later strokes cover earlier ones. */
export const Strokes = z.array(Stroke).check(z.maxLength(MAX_STROKES));
export type Strokes = readonly Stroke[];
