import type { Translate } from '../../text/translate.ts';
import type { Strings } from '../stringsProtocol.ts';
import type { RESULTS_STRINGS } from './protocol.ts';

export function resultsStrings(t: Translate): Strings<typeof RESULTS_STRINGS> {
  return {
    results: t('Results'),
    noResult: t('Results appear here, and as new files in your project.'),
    earlier: t('Earlier results'),
    noPreview: t("No preview. The image is too large, or VS Code can't display its type."),
    saved: t('Saved {0}.'),
    'use-as-source': t('Use as Source'),
    reference: t('Add as Reference'),
    'try-again': t('Try Again'),
    reuse: t('Reuse Prompt and Images'),
    open: t('Open'),
    reveal: t('Reveal'),
    compare: t('Compare in Editor'),
    'copy-image': t('Copy Image'),
    'copy-path': t('Copy Path'),
    'save-as': t('Save As…'),
    trash: process.platform === 'win32' ? t('Move to Recycle Bin') : t('Move to Trash'),
    moreActions: t('More Actions'),
    copied: t('Copied {0} to the clipboard.'),
    compareHere: t('Compare'),
    closeCompare: t('Close Comparison'),
    before: t('Before'),
    after: t('After'),
    compareKeys: t(
      'Before and after. Press plus or minus to zoom, the arrow keys to pan, 0 to fit, and Escape to close.',
    ),
    slider: t('Slider'),
    sideBySide: t('Side by Side'),
    onionSkin: t('Onion Skin'),
    difference: t('Difference'),
    share: t('How much of the result to show'),
    measuring: t('Measuring the change…'),
  };
}
