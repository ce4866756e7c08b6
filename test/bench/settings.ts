import { SHAPES, type Shape } from './measure/task.ts';

/** The amount of work that one run of the bench measures. */
export interface BenchPlan {
  /** How often each client does each task; the median counts. */
  readonly runs: number;
  /** Sizes of the received images in MB (10^6 bytes). */
  readonly sizes: readonly number[];
  readonly shapes: readonly Shape[];
  /** How often the extension starts. */
  readonly starts: number;
}

export const FULL: BenchPlan = { runs: 9, sizes: [1, 2, 6, 20, 30], shapes: SHAPES, starts: 15 };
export const QUICK: BenchPlan = { runs: 3, sizes: [1, 20, 30], shapes: SHAPES, starts: 7 };

/** An image so small that its size costs nothing, in MB. */
export const SMALL_MB = 0.01;
/** The image that requests send, in MB. */
export const SOURCE_MB = 15;
/** The image of the reply inside the extension host, in MB. */
export const HOST_MB = 20;
/** How often the panel opens, and how many large results it shows. */
export const PANEL_RUNS = 3;
/** How often Easel and sharp do the same work with a picture of 12.6 megapixels, after a first time. */
export const PIXEL_RUNS = 5;
/** How often each large file of a user is edited inside the extension host, after a first time. */
export const SOURCE_RUNS = 3;
