import type { ResultView } from '../../../src/panel/results/protocol.ts';
import type { Selection } from '../results/selection.ts';

/** Names this page in the context of its pictures: the panel and the view in the side bar have a page each. */
export const PAGE = crypto.randomUUID();

/** The context of a picture that isn't a result: without the entries to cut, copy, and paste text. */
export const NO_MENU = '{"preventDefaultContextMenuItems":true}';

/** Returns the context of a result for VS Code, as JSON: the conditions of the menu's entries, and what its commands get. */
export function menuContext(
  { id, actions, source }: ResultView,
  { ids }: Selection,
  page: string = PAGE,
): string {
  const count = ids.has(id) ? ids.size : 1;
  return JSON.stringify({
    preventDefaultContextMenuItems: true,
    webviewSection: 'easelResult',
    easelPage: page,
    easelImage: id,
    easelIsOne: count === 1,
    easelCanCompare: count === 2 || (count === 1 && source !== undefined),
    // One click pays for one run.
    easelCanTryAgain: count === 1 && actions.includes('try-again'),
  });
}
