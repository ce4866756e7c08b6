import * as z from 'zod/mini';

export const FLAGS = ['keep', 'reject'] as const;
export const MAX_STARS = 5;

/** What the user thinks of a result. Empty marks are left out. */
export const Mark = z.object({
  flag: z.optional(z.enum(FLAGS)),
  stars: z.optional(z.int().check(z.gte(1), z.lte(MAX_STARS))),
});
export type Mark = Readonly<z.infer<typeof Mark>>;
