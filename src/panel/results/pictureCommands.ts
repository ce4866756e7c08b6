import * as z from 'zod/mini';
import { Id } from '../../page/id.ts';
import type { MenuAction, MenuChoice } from './protocol.ts';

/** The commands in the context menu of a picture. */
const ACTIONS = {
  'easel.picture.openFile': 'open',
  'easel.picture.compare': 'compare',
  'easel.picture.useAsSource': 'use-as-source',
  'easel.picture.tryAgain': 'try-again',
  'easel.picture.copy': 'copy-image',
  'easel.picture.saveAs': 'save-as',
  'easel.picture.export': 'export',
  'easel.picture.reveal': 'reveal',
  'easel.picture.delete': 'delete',
} as const satisfies Readonly<Record<string, MenuAction>>;
type PictureCommand = keyof typeof ACTIONS;

/** What the page has set as the context of the picture (`data-vscode-context`). */
const MenuContext = z.object({ easelPage: Id, easelImage: Id });

/**
 * Returns the commands in the context menu of a picture. The page knows what is selected, so it does what its own buttons do.
 *
 * @param choose sends the choice to the pages
 */
export function pictureCommands(
  choose: (choice: MenuChoice) => void,
): Readonly<Record<PictureCommand, (context: unknown) => void>> {
  const commands = Object.entries(ACTIONS).map(([command, action]) => [
    command,
    (context: unknown) => {
      const { data } = MenuContext.safeParse(context);
      if (data) choose({ type: 'menu', page: data.easelPage, image: data.easelImage, action });
    },
  ]);
  return Object.fromEntries(commands) as ReturnType<typeof pictureCommands>;
}
