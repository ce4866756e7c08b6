import type { Translate } from '../../text/translate.ts';
import { describeNoPixels, type NoPixels } from '../images.ts';
import { joinSentences } from '../message.ts';

/** A warning about a result that should have changed only the marked region of its source. */
export type RegionWarning =
  /** The model changed pixels outside the region, and Easel doesn't use them. `share`: the changed part of that area, 0 to 1. */
  | { readonly kind: 'region-more'; readonly share: number }
  /** The area outside the region has too little detail to align the result, so it was only scaled to the source's size. */
  | { readonly kind: 'region-plain' }
  /** The result doesn't match its source, so the region may be in the wrong place. The model's full image is saved too. */
  | { readonly kind: 'region-unlike' }
  /** Merging failed, so the model's full image is saved instead. `problem`: the reason, where it is known. */
  | { readonly kind: 'region-whole'; readonly problem?: NoPixels }
  /** The image was downloaded after its run ended, and is saved unmerged. */
  | { readonly kind: 'region-late' };

/** Describes how Easel merged a result into the source, or why it couldn't. @param route the model and the gateway */
export function describeRegion(warning: RegionWarning, route: string, t: Translate): string {
  switch (warning.kind) {
    case 'region-more': {
      const percent = Math.round(warning.share * 100);
      return t(
        "{0} also changed {1}% of the image outside the marked region. Those changes aren't used.",
        route,
        percent,
      );
    }
    case 'region-plain':
      return t(
        "Easel couldn't align the result from {0}, because the area outside the region has too little detail. The edited region may be slightly off.",
        route,
      );
    case 'region-unlike':
      return t(
        "{0} returned an image that doesn't match the source, so the edited region may be in the wrong place. The full image is saved next to the result, with -whole in its name.",
        route,
      );
    case 'region-late':
      return t(
        "The full image from {0} is saved, including the area outside the marked region, because later downloads aren't merged into the source.",
        route,
      );
    case 'region-whole': {
      const why =
        warning.problem === undefined
          ? t("The marked region couldn't be merged into the source.")
          : describeNoPixels(warning.problem, t);
      return joinSentences(
        why,
        t(
          'The full image from {0} is saved instead, including the area outside the marked region.',
          route,
        ),
      );
    }
  }
}
