import type { Translate } from '../../text/translate.ts';
import type { Strings } from '../stringsProtocol.ts';
import type { ASK_STRINGS, FINAL_FILE_STRINGS } from './protocol.ts';

export function askStrings(t: Translate): Strings<typeof ASK_STRINGS> {
  return {
    prompt: t('Prompt'),
    promptForEdit: t('What should change? For example: change the background to blue'),
    promptForNew: t(
      'What do you need? For example: a hero image of a lighthouse at dusk, flat style',
    ),
    starters: t('Example prompts'),
    form: t('Source and options'),
    options: t('Options'),
    model: t('Model'),
    otherModel: t('Other Model…'),
    aspectRatio: t('Aspect Ratio'),
    imageSize: t('Size'),
    ...finalFileStrings(t),
    count: t('Images'),
    requests: t(
      "Up to {0} requests. After a failure, Easel sends no more of them. You're charged for each one.",
    ),
    requestsCost: t(
      'Up to {0} requests, about {1} in total. After a failure, Easel sends no more of them. {2}',
    ),
    requestsFree: t(
      'Up to {0} requests. After a failure, Easel sends no more of them. Nothing is charged.',
    ),
    runsAtOnce: t('{0} runs are already in progress. Wait for one to finish.'),
    auto: t('auto'),
    unsupportedSetting: t(
      "{0} is set to {1}, which this model doesn't support. Easel uses auto instead.",
    ),
    openSetting: t('Open {0} in Settings'),
    gateway: t('Gateway'),
    noGateway: t('None selected'),
    changeGateway: t('Change Gateway'),
    routeStatus: t('Show Route Status'),
    retest: t('Retest Route…'),
    run: t('Run'),
    runHint: t('Ctrl+Enter'),
    refine: t('Refine Result'),
    refineHint: t('Run on {0} ({1})'),
    refineKeys: t('Ctrl+Shift+Enter'),
    refineNothing: t('There is no result to run on yet.'),
    refineSource: t('The result on show is the source, so Run does the same.'),
    refineMissing: t('The result on show has no file to run on.'),
    savesName: t('Saves {0} in {1}'),
    savesNames: t('Saves {0} and {1} more in {2}'),
    savesIn: t('Saves in {0}'),
    openOutput: t(
      'Change the name and the folder in Settings. The gateway chooses the type of the file, and so its extension.',
    ),
  };
}

function finalFileStrings(t: Translate): Strings<typeof FINAL_FILE_STRINGS> {
  return {
    exactSize: t('Exact Size'),
    exactSizeHint: t('Such as 1200x630'),
    exactSizeInvalid: t(
      'Enter a width and a height in px, such as 1200x630. At most 64 megapixels.',
    ),
    exactSizeRequested: t('Requested as {0}, then cut to size'),
    exactSizeByModel: t('Cut from what the model returns'),
    transparent: t('Transparent background'),
    regionKeepsSize: t('A region keeps the size and the background of its source.'),
    transparentShort: t('transparent'),
    transparentHint: t('The model paints a plain background, and Easel removes it for free.'),
  };
}
