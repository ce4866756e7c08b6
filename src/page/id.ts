import * as z from 'zod/mini';

/** Of an image, a run, a failure, … that the host has handed out: the panel names things by nothing else. */
export const Id = z.string().check(z.minLength(1), z.maxLength(64));
