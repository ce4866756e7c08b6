import * as vscode from 'vscode';
import { lostRegion } from '../../../panel/region/state.ts';
import type { PanelEvent, PanelState } from '../../../panel/state.ts';
import { sanitize } from '../../../text/sanitize.ts';

/** Tells the user that a chosen image replaced one with a region, because the next run edits the whole image. */
export function tellLostRegion(before: PanelState, event: PanelEvent, after: PanelState): void {
  if (event.kind !== 'images-chosen') return;
  const name = lostRegion(before.images, after.images);
  if (name === undefined) return;
  void vscode.window.showInformationMessage(
    vscode.l10n.t(
      '{0} was replaced, so its region was removed. The next run edits the whole image.',
      sanitize(name),
    ),
  );
}
