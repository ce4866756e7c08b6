/** What the pixel worker is asked, and what it answers. Files are whole PNG or JPEG files; sizes in px. */
import type { CheckProblem } from '../../errors.ts';
import type { Alignment } from '../align/align.ts';
import type { Box } from '../pixels/pixels.ts';
import type { MarkColor } from '../region/regionReference.ts';
import type { Strokes } from '../region/strokes.ts';

/** Makes the picture that shows the model which region is meant. Done before sending: it refuses what could not be put back. */
export interface ReferenceJob {
  readonly kind: 'reference';
  readonly source: Uint8Array;
  readonly strokes: Strokes;
}
export interface ReferenceDone {
  readonly kind: 'reference';
  /** A PNG file. */
  readonly file: Uint8Array;
  readonly color: MarkColor;
  /** What was marked. */
  readonly box: Box;
}

/** Puts the marked region of a result into the source. */
export interface CompositeJob {
  readonly kind: 'composite';
  readonly source: Uint8Array;
  readonly result: Uint8Array;
  readonly strokes: Strokes;
  /** How far the change fades out beyond the mark, in px; 0 to 32. */
  readonly feather: number;
}
export interface CompositeDone {
  readonly kind: 'composite';
  /** A PNG file of the source's size: outside mark and feather, its pixels are the source's. */
  readonly file: Uint8Array;
  readonly alignment: Alignment;
  /** How much the result changed outside the mark, where it is known to be the same picture: 0 to 1 of that part. */
  readonly changedOutside?: number;
}

export interface CompareJob {
  readonly kind: 'compare';
  readonly before: Uint8Array;
  readonly after: Uint8Array;
  /** Differences up to this are none: 0 to 255, of the channel that differs most. */
  readonly threshold: number;
}
export interface CompareDone {
  readonly kind: 'compare';
  /** Changed pixels of all: 0 to 1. */
  readonly share: number;
  /** What changed lies in it; missing when nothing did. */
  readonly box?: Box;
  /** The sizes differ, so the second was scaled to the first. */
  readonly isScaled: boolean;
  /** A PNG file of the first one's size: the changed pixels stand out. */
  readonly file: Uint8Array;
}

export interface ConvertJob {
  readonly kind: 'convert';
  readonly file: Uint8Array;
  readonly to: 'png' | 'jpeg';
  /** For JPEG: 1 to 100. */
  readonly quality: number;
}
export interface ConvertDone {
  readonly kind: 'convert';
  readonly file: Uint8Array;
}

export type Job = ReferenceJob | CompositeJob | CompareJob | ConvertJob;
export type Done = ReferenceDone | CompositeDone | CompareDone | ConvertDone;
export type DoneOf<J extends Job> = Extract<Done, { readonly kind: J['kind'] }>;

/** Errors lose their class between threads, so a refusal goes over as its facts. */
export type Answer = { readonly done: Done } | { readonly refused: CheckProblem };
