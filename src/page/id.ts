import * as z from 'zod/mini';

/** The id of an image, a run, a failure, … from the host. A page names things by their ids only. */
export const Id = z.string().check(z.minLength(1), z.maxLength(64));
