import type { ResultView } from '../../../src/panel/results/protocol.ts';
import type { Context } from '../context.ts';
import { sheetColumns } from '../sheet/columns.ts';
import { indexAfterMove, resultKey, type ResultKey } from './keys.ts';
import { shownResult, variantsOf, type ResultsState } from './state.ts';

export interface Pressed {
  readonly state: ResultsState;
  readonly context: Context;
  /** The results that the arrow keys go through. */
  readonly shown: readonly ResultView[];
  readonly isSheet: boolean;
}

/** Does what a key means for the result on the stage. Buttons and fields keep their keys. */
export function pressResultKey(event: KeyboardEvent, pressed: Pressed): void {
  const [target] = event.composedPath();
  const isImage = target instanceof Element && target.matches('[role=option], .frame');
  if (event.defaultPrevented || !isImage) return;
  const key = resultKey(event);
  if (key === undefined) return;
  event.preventDefault();
  // A held key must not delete one image after the other.
  if (event.repeat && key.does !== 'move') return;
  press(key, pressed, target);
}

function press(key: ResultKey, { state, context, shown, isSheet }: Pressed, target: Element): void {
  const { ui, view } = context;
  const result = shownResult(state, view.results);
  if (key.does === 'undo') {
    if (view.deleted) ui.send({ type: 'undo-delete' });
    return;
  }
  if (result === undefined) return;
  const { id } = result;
  switch (key.does) {
    case 'move': {
      const columns = isSheet ? sheetColumns(shown.length) : 1;
      const at = shown.findIndex((one) => one.id === id);
      const next = shown[indexAfterMove(key.to, at, { count: shown.length, columns })];
      if (next === undefined || next === result) return;
      const keepsFocus = target.matches('[role=option]');
      ui.select(next.id, keepsFocus ? (isSheet ? 'tile' : 'option') : undefined);
      return;
    }
    case 'keep':
    case 'reject':
      ui.send({ type: 'mark', image: id, flag: key.does });
      return;
    case 'unmark':
      ui.send({ type: 'mark', image: id, flag: 'none', stars: 0 });
      return;
    case 'stars':
      ui.send({ type: 'mark', image: id, stars: key.stars });
      return;
    case 'source':
      ui.send({ type: 'image-action', image: id, action: 'use-as-source' });
      return;
    case 'compare':
      if (state.mode !== 'single') ui.compare(undefined);
      else if (result.source) ui.compare(id);
      return;
    case 'delete':
      ui.send({ type: 'delete-images', images: [id] });
      return;
    case 'delete-rest': {
      const others = variantsOf(result, view.results).filter((one) => one.id !== id);
      if (others.length > 0)
        ui.send({ type: 'delete-images', images: others.map((one) => one.id) });
      return;
    }
    case 'variants':
      ui.showSheet(!isSheet);
      return;
    case 'stage':
      if (isSheet) ui.showSheet(false);
      return;
  }
}
