import type { ResultView } from '../../../src/panel/results/protocol.ts';
import type { Context } from '../context.ts';
import { sheetColumns } from '../sheet/columns.ts';
import { nextMode } from '../stage/modes.ts';
import { indexAfterMove, resultKey, type ResultKey, type SelectionKey } from './keys.ts';
import { comparedWith, selectionOf, shownResult } from './selection.ts';
import { variantsOf, type ResultsState } from './state.ts';

export interface Pressed {
  readonly state: ResultsState;
  readonly context: Context;
  /** The results that the arrow keys go through. */
  readonly shown: readonly ResultView[];
  readonly isSheet: boolean;
  /** The places on the sheet, also those without an image. */
  readonly places: number;
}

/** Does what a key means for the result on the stage. Buttons and fields keep their keys. */
export function pressResultKey(event: KeyboardEvent, pressed: Pressed): void {
  const [target] = event.composedPath();
  const key = resultKey(event);
  if (event.defaultPrevented || key === undefined || !(target instanceof Element)) return;
  // After *Delete the Rest*, its menu has the focus.
  const isImage = target.matches('[role=option], .frame');
  if (!isImage && key.does !== 'undo') return;
  event.preventDefault();
  // VS Code would do what the key means in an editor: Ctrl+A takes the focus away to select all text.
  event.stopPropagation();
  // A held key must not delete one image after the other.
  if (event.repeat && key.does !== 'move') return;
  press(key, pressed, target);
}

function press(key: ResultKey, pressed: Pressed, target: Element): void {
  const { state, context, isSheet } = pressed;
  const { ui, view } = context;
  const result = shownResult(state, view.results);
  if (key.does === 'undo') {
    if (view.deleted) ui.send({ type: 'undo-delete', deletion: view.deleted.id });
    return;
  }
  if (result === undefined) return;
  const { id } = result;
  const images = [...selectionOf(state, view.results).ids];
  switch (key.does) {
    case 'move':
    case 'toggle':
    case 'all':
    case 'clear':
      select(key, result, pressed, target);
      return;
    case 'keep':
    case 'reject':
      ui.send({ type: 'mark', images, flag: key.does });
      return;
    case 'unmark':
      ui.send({ type: 'mark', images, flag: 'none', stars: 0 });
      return;
    case 'stars':
      ui.send({ type: 'mark', images, stars: key.stars });
      return;
    case 'source':
      ui.send({ type: 'image-action', image: id, action: 'use-as-source' });
      return;
    case 'compare':
    case 'mode':
      compare(key.does, result, pressed);
      return;
    case 'delete':
      ui.send({ type: 'delete-images', images });
      return;
    case 'delete-rest': {
      const others = variantsOf(result, view.results).filter((one) => !images.includes(one.id));
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

/** Compares the result on the stage with its source, or two selected results with each other. */
function compare(
  does: 'compare' | 'mode',
  result: ResultView,
  { state, context: { ui, view } }: Pressed,
): void {
  const { ids } = selectionOf(state, view.results);
  const [first] = ids;
  const isPairElsewhere = ids.size === 2 && !ids.has(result.id);
  if (isPairElsewhere && first !== undefined) {
    ui.select(first, undefined, 'focus');
    ui.compare(first);
    return;
  }
  if (!comparedWith(state, view.results) && !result.source) return;
  if (does === 'mode') ui.setMode(nextMode(state.mode));
  else ui.compare(state.mode === 'single' ? result.id : undefined);
}

/** Selects other results. The focus goes along, unless the image on the stage has it. */
function select(
  key: SelectionKey,
  result: ResultView,
  { context: { ui }, shown, isSheet, places }: Pressed,
  target: Element,
): void {
  const place = isSheet ? 'tile' : 'option';
  const isOption = target.matches('[role=option]');
  switch (key.does) {
    case 'move': {
      const columns = isSheet ? sheetColumns(places) : 1;
      const at = shown.findIndex((one) => one.id === result.id);
      const next = shown[indexAfterMove(key.to, at, { count: shown.length, columns })];
      if (next === undefined || next === result) return;
      ui.select(next.id, isOption ? place : undefined, key.how);
      return;
    }
    case 'toggle':
      if (isOption) ui.select(result.id, place, 'toggle');
      return;
    case 'all':
      ui.choose(shown.map((one) => one.id));
      return;
    case 'clear':
      ui.choose([]);
      return;
  }
}
