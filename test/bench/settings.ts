import { SHAPES, type Shape } from './measure/task.ts';

/** What one run of the bench measures. */
export interface Extent {
  /** How often each figure is taken; the median counts. */
  readonly runs: number;
  /** Of the pictures received, in MB (10^6 bytes). */
  readonly sizes: readonly number[];
  readonly shapes: readonly Shape[];
  /** Starts of the extension. */
  readonly starts: number;
}

export const FULL: Extent = { runs: 9, sizes: [1, 2, 6, 20, 30], shapes: SHAPES, starts: 15 };
export const QUICK: Extent = { runs: 3, sizes: [1, 20, 30], shapes: SHAPES, starts: 7 };

/** Of a picture that costs nothing by its size. */
export const SMALL_MB = 0.01;
/** Of the reference picture that is sent, in MB. */
export const SOURCE_MB = 15;
/** Of the reply inside the extension host, in MB. */
export const HOST_MB = 20;
/** Openings of the panel, and large results in it. */
export const PANEL_RUNS = 3;
