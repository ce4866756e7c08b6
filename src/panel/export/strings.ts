import type { Translate } from '../../text/translate.ts';
import type { Strings } from '../stringsProtocol.ts';
import { MAX_SIDE, type EXPORT_STRINGS } from './protocol.ts';

export function exportStrings(t: Translate): Strings<typeof EXPORT_STRINGS> {
  return {
    exportTitle: t('Export {0}'),
    exportWidth: t('Width (px)'),
    exportHeight: t('Height (px)'),
    exportSideProblem: t(
      'Enter a whole number up to {0}. An empty field keeps the ratio.',
      MAX_SIDE,
    ),
    exportFit: t('If the ratio differs'),
    exportCover: t('Crop'),
    exportCoverEffect: t('Fills the size. The edges are cut off'),
    exportContain: t('Pad'),
    exportContainEffect: t('Shows the whole image. The rest is transparent'),
    exportInside: t('Shrink'),
    exportInsideEffect: t('Shows the whole image. One side gets shorter'),
    exportFormat: t('Format'),
    exportQuality: t('Quality'),
    exportMost: t('At most (kB)'),
    exportMostProblem: t('Enter a number of kB, such as 150. An empty field sets no limit.'),
    exportTransparent: t('Transparent background'),
    exportNotPlain: t('Only for a background of a single color, and not in JPEG'),
    exportFacts: t('{0} × {1} px · {2}'),
    exportBytes: t('{0} bytes'),
    exportWaiting: t('Making the preview…'),
    exportWrite: t('Export'),
  };
}
