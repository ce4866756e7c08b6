import { parseExactSize } from '../../../src/assets/sizeText.ts';
import type { HostView } from '../../../src/panel/protocol.ts';
import { MAX_RUNNING } from '../../../src/panel/runs/protocol.ts';
import { imageBeingMarked, type RegionState } from '../region/state.ts';
import type { AskState } from './state.ts';

/** An exact size is optional. */
export function isSize(text = ''): boolean {
  return text.trim() === '' || parseExactSize(text) !== undefined;
}

/**
 * Returns whether Run is enabled: there is a prompt, an exact size can be read, nothing is missing, not too many runs are in progress, and no region is being
 * marked, which the user has neither kept nor canceled yet.
 */
export function canRun(
  state: Pick<AskState, 'draft'> & RegionState & { readonly view: HostView | undefined },
): boolean {
  const { draft, view } = state;
  if (imageBeingMarked(state)) return false;
  if (view === undefined || view.runs.length >= MAX_RUNNING) return false;
  // A run asks for a missing gateway or key, but can't ask for trust or a folder.
  const { setup } = view;
  const isReady = setup?.action !== 'trust' && setup?.action !== 'open-folder';
  return isReady && draft.prompt.trim() !== '' && isSize(draft.size);
}
