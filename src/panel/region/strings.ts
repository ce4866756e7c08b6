import type { Translate } from '../../text/translate.ts';
import type { Strings } from '../stringsProtocol.ts';
import type { REGION_STRINGS } from './protocol.ts';

export function regionStrings(t: Translate): Strings<typeof REGION_STRINGS> {
  return {
    regionMark: t('Mark Region…'),
    regionChange: t('Change Region…'),
    regionRemove: t('Remove Region'),
    regionTitle: t('Region of {0}'),
    regionEffect: t(
      'Only the marked region and a soft edge of 4 px change. Every other pixel, and the size, stay the same. The model still sees the whole image.',
    ),
    regionTool: t('Tool'),
    regionRectangle: t('Rectangle'),
    regionBrush: t('Brush'),
    regionEraser: t('Eraser'),
    regionBrushSize: t('Brush Size'),
    regionUndo: t('Undo'),
    regionRedo: t('Redo'),
    regionClear: t('Clear'),
    regionDone: t('Done'),
    regionArea: t('Image to mark'),
    regionFirst: t('Finish marking the region first.'),
    regionKeysTitle: t('Keys'),
    regionKeys: t(
      'Use the arrow keys to move. Hold Shift to resize the rectangle or to move the brush farther, and Ctrl to move by one pixel. Press Space to mark the rectangle, or to start and stop painting. Press R, B, or E to select a tool, and [ or ] to change the brush size. Press plus or minus to zoom, and Z to switch between the whole image and its real size. The wheel zooms with Ctrl and pans without it, and the middle mouse button pans. Ctrl+Z undoes. Enter keeps the region, and Escape cancels your changes.',
    ),
    regionKeysMac: t(
      'Use the arrow keys to move. Hold Shift to resize the rectangle or to move the brush farther, and Option to move by one pixel. Press Space to mark the rectangle, or to start and stop painting. Press R, B, or E to select a tool, and [ or ] to change the brush size. Press plus or minus to zoom, and Z to switch between the whole image and its real size. The wheel zooms with Ctrl and pans without it, and the middle mouse button pans. ⌘Z undoes. Enter keeps the region, and Escape cancels your changes.',
    ),
    regionFrameAt: t('Rectangle {0} × {1} px at {2}, {3}'),
    regionBrushAt: t('{0} {1} px wide at {2}, {3}'),
    regionPaintingAt: t('{0} {1} px wide at {2}, {3}, painting'),
    regionMarked: t('Marked: {4}% of the image ({0} × {1} px at {2}, {3}).'),
    regionNone: t('Nothing is marked yet.'),
    regionCounts: t('This includes the image that shows the marked region.'),
  };
}
