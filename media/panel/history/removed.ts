import type { Context } from '../context.ts';
import { viewUndoLine } from '../outcome/undoLine.ts';

/** The last removal from the history. */
export function viewRemoved(context: Context): unknown {
  const { view, ui } = context;
  const line = {
    id: 'undo-remove',
    text: view.removed,
    undo: () => {
      ui.send({ type: 'history-undo' });
    },
    dismiss: () => {
      ui.send({ type: 'history-forget-removed' });
    },
  };
  return viewUndoLine(line, context);
}
