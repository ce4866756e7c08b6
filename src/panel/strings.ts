import type { Translate } from '../text/translate.ts';
import type { Starter } from './protocol.ts';
import type { PanelStrings } from './stringsProtocol.ts';

/** The panel's words in the display language: a webview has no `l10n` of its own. */
export function panelStrings(t: Translate): PanelStrings {
  return {
    title: t('Easel'),
    source: t('Source'),
    noSource: t('No image: a new one is made from the prompt.'),
    chooseSource: t('Choose Image…'),
    changeSource: t('Change…'),
    references: t('References'),
    addReference: t('Add Reference…'),
    bringIn: t('Or paste an image, or drag one here from the explorer while holding Shift.'),
    makeSource: t('Make {0} the Source'),
    moveUp: t('Move {0} Up'),
    moveDown: t('Move {0} Down'),
    remove: t('Remove {0}'),
    tooManyImages: t('This model takes {0} images at most; here are {1}.'),
    bestImages: t('This model does its best with up to {0} images; here are {1}.'),
    typeNotTaken: t('This model does not take {0}: it is {1}.'),
    prompt: t('Prompt'),
    promptForEdit: t('What should change? For example: change the background to blue'),
    promptForNew: t(
      'What do you need? For example: a hero image of a lighthouse at dusk, flat style',
    ),
    starters: t('Prompts to begin with'),
    model: t('Model'),
    otherModel: t('Other Model…'),
    aspectRatio: t('Aspect Ratio'),
    imageSize: t('Size'),
    count: t('Count'),
    requests: t('{0} requests, one after the other, each charged by itself.'),
    requestsCost: t('{0} requests, one after the other, about {1} in all. {2}'),
    requestsFree: t('{0} requests, one after the other. Nothing is charged.'),
    runsAtOnce: t('{0} runs go on already; one more can start when one of them ends.'),
    auto: t('auto'),
    unheeded: t('The setting {0} is {1}, which this model does not have: auto is used here.'),
    openSetting: t('Open the Setting {0}'),
    gateway: t('Gateway'),
    noGateway: t('None chosen'),
    changeGateway: t('Change Gateway'),
    routeStatus: t('Show Route Status'),
    retest: t('Retest Route…'),
    run: t('Run'),
    runHint: process.platform === 'darwin' ? '⌘⏎' : t('Ctrl+Enter'),
    cancel: t('Cancel'),
    cancelAll: t('Cancel All'),
    dismiss: t('Dismiss'),
    running: t('Running'),
    connecting: t('Connecting'),
    sending: t('Sending'),
    waiting: t('Waiting for the image'),
    receiving: t('Receiving the image'),
    saving: t('Saving'),
    result: t('Results'),
    earlier: t('Earlier results'),
    noResult: t('The image will appear here, and as a new file in your project.'),
    noPreview: t('No preview: this image is too large or of a type that cannot be shown here.'),
    saved: t('{0} is saved.'),
    failed: t('Failed'),
    open: t('Open'),
    reveal: t('Reveal'),
    compare: t('Compare in Editor'),
    'use-as-source': t('Use as Source'),
    reference: t('Add as Reference'),
    'try-again': t('Try Again'),
    reuse: t('Fill In This Prompt and Its Images'),
    'copy-path': t('Copy Path'),
    trash: t('Move to Trash'),
    compareHere: t('Compare'),
    closeCompare: t('Close Comparison'),
    before: t('Before'),
    after: t('After'),
    compareKeys: t(
      'Before and after. Plus and minus zoom, arrows move, 0 shows all of it, Escape closes it.',
    ),
    slider: t('Slider'),
    sideBySide: t('Side by Side'),
    onionSkin: t('Onion Skin'),
    difference: t('Difference'),
    share: t('How much of the result is shown'),
    history: t('History'),
    outcomeTabs: t('What came of it'),
    historySearch: t('Search Prompts, Models and File Names'),
    historyShown: t('{0} of {1} shown'),
    historyFound: t('{0} of {1} found'),
    historyEmpty: t(
      'Every run of this workspace will be listed here, with its prompt and its results.',
    ),
    historyNone: t('No run has all of these words.'),
    historyMore: t('Show More'),
    historyReuse: t('Fill In This Prompt and Its Images'),
    historyForget: t('Remove from History (Files Stay)'),
    historyClear: t('Clear History…'),
    historyGone: t('{0} is gone'),
    historyOpen: t('Open {0}'),
    historyReveal: t('Reveal {0}'),
    historyUse: t('Use {0} as Source'),
    historyOf: t('from {0}'),
    measuring: t('Measuring how much changed…'),
    'copy-image': t('Copy Image'),
    'save-as': t('Save As…'),
    savedPrompts: t('Prompts'),
    savePrompt: t('Save Prompt…'),
    promptTooLong: t('A prompt of more than {0} characters cannot be saved.'),
    deletePrompt: t('Delete {0}'),
    forWorkspace: t('this workspace'),
    forUser: t('yours'),
    builtIn: t('built in'),
    moreActions: t('More Actions'),
    copied: t('{0} is in the clipboard.'),
    regionMark: t('Mark a Region…'),
    regionChange: t('Change the Region…'),
    regionRemove: t('Remove the Region'),
    regionTitle: t('Region of {0}'),
    regionHonest: t(
      'The model sees the whole picture. Of its result only the marked region is used; all else stays as it is, to the pixel, and so does the size.',
    ),
    regionNot: t('A region can be marked on PNG and JPEG images.'),
    regionTool: t('Tool'),
    regionRectangle: t('Rectangle'),
    regionBrush: t('Brush'),
    regionEraser: t('Eraser'),
    regionBrushSize: t('Brush Size'),
    regionUndo: t('Undo'),
    regionRedo: t('Redo'),
    regionClear: t('Clear'),
    regionDone: t('Done'),
    regionArea: t('The picture, to mark on'),
    regionKeys:
      process.platform === 'darwin'
        ? t(
            'By keyboard: arrows move, with Shift they size the rectangle or take the brush farther, with Option by one pixel. Space marks. Enter marks the rectangle, or puts the brush down and lifts it. R, B and E choose the tool, [ and ] the size of the brush. ⌘Z undoes. Escape ends, Shift+Escape ends and puts back what was marked before.',
          )
        : t(
            'By keyboard: arrows move, with Shift they size the rectangle or take the brush farther, with Ctrl by one pixel. Space marks. Enter marks the rectangle, or puts the brush down and lifts it. R, B and E choose the tool, [ and ] the size of the brush. Ctrl+Z undoes. Escape ends, Shift+Escape ends and puts back what was marked before.',
          ),
    regionFrameAt: t('Rectangle {0} × {1} px at {2}, {3}'),
    regionBrushAt: t('{0} {1} px wide at {2}, {3}'),
    regionPainting: t('{0} {1} px wide at {2}, {3}, down'),
    regionMarked: t('Marked: {0} × {1} px at {2}, {3}, {4} % of the picture.'),
    regionCounts: t('The picture that shows the marked region is one of them.'),
    regionNone: t('Nothing is marked yet.'),
  };
}

/** What people who build software ask for most. */
export function starters(t: Translate): Starter[] {
  const edit = (label: string, prompt: string): Starter => ({ operation: 'edit', label, prompt });
  const fresh = (label: string, prompt: string): Starter => ({
    operation: 'generate',
    label,
    prompt,
  });
  return [
    edit(
      t('Plain background'),
      t('Replace the background with plain white; leave the subject exactly as it is.'),
    ),
    edit(
      t('Clean screenshot'),
      t(
        'Clean up this screenshot: blur names, mail addresses and avatars, keep everything else as it is.',
      ),
    ),
    edit(
      t('Dark version'),
      t(
        'Make a version of this picture for a dark page: dark background, the same shapes, colours with enough contrast.',
      ),
    ),
    edit(t('Remove text'), t('Remove all text from this picture and fill what was behind it.')),
    fresh(
      t('Hero image'),
      t(
        'A wide hero image for a developer tool: abstract flat shapes, calm colours, empty space on the left for a headline, no text.',
      ),
    ),
    fresh(
      t('App icon'),
      t(
        'An app icon: one simple symbol of a paper plane, centred, two colours, rounded square, no text.',
      ),
    ),
    fresh(
      t('Placeholder'),
      t(
        'A neutral placeholder picture for a product card: a soft gray gradient with a simple box outline, no text.',
      ),
    ),
    fresh(
      t('Game sprite'),
      t(
        'A 2D game sprite of a treasure chest, seen from the side, pixel art, on a plain white background.',
      ),
    ),
  ];
}
