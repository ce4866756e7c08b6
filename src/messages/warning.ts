import type { CheckProblem } from '../errors.ts';

/** What a run should tell beside its result. */
export type Warning =
  | {
      readonly kind: 'other-ratio';
      readonly asked: string;
      readonly width: number;
      readonly height: number;
    }
  | {
      readonly kind: 'other-size';
      readonly asked: string;
      readonly width: number;
      readonly height: number;
    }
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'many-images'; readonly best: number }
  | RestWarning
  | RegionWarning;

export type NoPixels = Extract<CheckProblem, { readonly kind: 'no-pixels' }>;

/** What should be told of a result that was to be put into a marked region of its source. */
export type RegionWarning =
  /** `share`: 0 to 1 of what lies outside the mark. None of it is used. */
  | { readonly kind: 'region-more'; readonly share: number }
  /** Nothing outside the mark says where the result belongs: it was only scaled to the source's size. */
  | { readonly kind: 'region-plain' }
  /** The result is another picture than its source; the model's whole picture is saved too. */
  | { readonly kind: 'region-unlike' }
  /** It could not be put back, so the model's whole picture is saved instead. `problem`: where that is known. */
  | { readonly kind: 'region-whole'; readonly problem?: NoPixels }
  /** It was fetched when its run was over, and is saved as it came. */
  | { readonly kind: 'region-late' };

/** What a reply with images says of what it did not give. */
export type RestWarning =
  /** `isKept`: what came of it waits to be saved or discarded. */
  | { readonly kind: 'partly-broken'; readonly isKept?: true }
  | { readonly kind: 'partly-blocked'; readonly reason: string }
  | { readonly kind: 'partly-missing'; readonly host: string }
  /** Another image is made and lies elsewhere still: its address is kept. */
  | { readonly kind: 'not-fetched' }
  | { readonly kind: 'partly-cut' }
  /** The gateway's status and code: it failed once an image was here. */
  | { readonly kind: 'partly-failed'; readonly code: string };
