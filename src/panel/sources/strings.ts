import type { Translate } from '../../text/translate.ts';
import type { Strings } from '../stringsProtocol.ts';
import type { SOURCES_STRINGS } from './protocol.ts';

export function sourcesStrings(t: Translate): Strings<typeof SOURCES_STRINGS> {
  return {
    source: t('Source'),
    noSource: t('No source image. The run generates a new image.'),
    chooseSource: t('Select Image…'),
    changeSource: t('Change…'),
    references: t('References'),
    addReference: t('Add Reference…'),
    dropHint: t(
      'You can also paste an image, or drag one here from the Explorer or the desktop while holding Shift.',
    ),
    makeSource: t('Make {0} the Source'),
    moveUp: t('Move {0} Up'),
    moveDown: t('Move {0} Down'),
    remove: t('Remove {0}'),
    tooManyImages: t('This model accepts up to {0} images. You added {1}.'),
    bestImages: t('This model works best with up to {0} images. You added {1}.'),
    unsupportedType: t("This model doesn't accept {1} images. Remove {0}."),
  };
}
