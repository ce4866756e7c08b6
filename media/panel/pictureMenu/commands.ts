import type { FromPanel, HostView } from '../../../src/panel/protocol.ts';
import type { MenuChoice, ResultView } from '../../../src/panel/results/protocol.ts';
import { targetsOf, type SelectHow } from '../results/selection.ts';
import type { ResultsState } from '../results/state.ts';

/** The actions of the user that the menu has, too. */
interface Ui {
  readonly send: (message: FromPanel) => void;
  readonly compare: (result: string) => void;
  readonly copyImage: (result: ResultView) => void;
  readonly select: (result: string, focus: undefined, how: SelectHow) => void;
}

/** Does what the user chose in the context menu of a result: with the whole selection if the result belongs to it. */
export function chooseInMenu(
  { image, action }: Pick<MenuChoice, 'image' | 'action'>,
  state: ResultsState & { readonly view: HostView | undefined },
  ui: Ui,
): void {
  const targets = targetsOf(image, state, state.view?.results ?? []);
  const result = targets.find(({ id }) => id === image);
  if (result === undefined) return;
  switch (action) {
    case 'open':
      for (const { id } of targets) ui.send({ type: 'image-action', image: id, action });
      return;
    case 'compare':
      // Of two selected results, one has to be on the stage.
      if (targets.length > 1) ui.select(image, undefined, 'focus');
      ui.compare(image);
      return;
    case 'use-as-source':
      ui.send({ type: 'image-action', image, action });
      for (const { id } of targets) {
        if (id !== image) ui.send({ type: 'image-action', image: id, action: 'reference' });
      }
      return;
    case 'copy-image':
      ui.copyImage(result);
      return;
    case 'delete':
      ui.send({ type: 'delete-images', images: targets.map(({ id }) => id) });
      return;
    default:
      ui.send({ type: 'image-action', image, action });
  }
}
