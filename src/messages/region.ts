import type { Translate } from '../text/translate.ts';
import { noPixels } from './check.ts';
import type { RegionWarning } from './warning.ts';

/** What is told of a result that was put, or should have been put, into a marked region. @param route model and gateway */
export function describeRegion(warning: RegionWarning, route: string, t: Translate): string {
  switch (warning.kind) {
    case 'region-more': {
      const percent = Math.round(warning.share * 100);
      return t(
        '{0} also changed {1} % of the picture outside the marked region. That is not used.',
        route,
        percent,
      );
    }
    case 'region-plain':
      return t(
        'What lies outside the marked region is too plain to see how the picture of {0} has moved, so it was only scaled.',
        route,
      );
    case 'region-unlike':
      return t(
        '{0} made another picture than the source, so where it belongs is a guess. The whole picture is saved beside the result, with -whole in its name.',
        route,
      );
    case 'region-late':
      return t(
        'The whole picture of {0} is saved, also outside the marked region: what is downloaded later is not put into its source.',
        route,
      );
    case 'region-whole': {
      const why =
        warning.problem === undefined
          ? t('Putting the marked region into the source failed.')
          : noPixels(warning.problem, t);
      return `${why} ${t('So the whole picture of {0} is saved, also outside the marked region.', route)}`;
    }
  }
}
