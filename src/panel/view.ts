import type { Translate } from '../text/translate.ts';
import { askView } from './ask/view.ts';
import { deletionView } from './deletion/view.ts';
import type { HostView } from './protocol.ts';
import { resultsView } from './results/view.ts';
import { setupView } from './setup/view.ts';
import { sourcesView } from './sources/view.ts';
import type { PanelState } from './state.ts';

/**
 * Returns what the page shows. The views of runs and failures are their state.
 *
 * @param address where the webview loads an image from, by its URI
 */
export function toView(
  state: PanelState,
  address: (uri: string) => string,
  t: Translate,
): HostView {
  return {
    ...askView(state),
    ...setupView(state, t),
    ...sourcesView(state, address, t),
    runs: [...state.runs],
    failures: [...state.failures],
    ...resultsView(state, address),
    ...(state.removed !== undefined && { removed: state.removed }),
    ...deletionView(state),
  };
}
