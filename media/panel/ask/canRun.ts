import type { HostView } from '../../../src/panel/protocol.ts';
import { MAX_RUNNING } from '../../../src/panel/runs/protocol.ts';
import type { AskState } from './state.ts';

/** Returns whether Run is enabled: there is a prompt, nothing is missing, and not too many runs are in progress. */
export function canRun({
  draft,
  view,
}: Pick<AskState, 'draft'> & { readonly view: HostView | undefined }): boolean {
  if (view === undefined || view.runs.length >= MAX_RUNNING) return false;
  // A run asks for a missing gateway or key, but can't ask for trust or a folder.
  const { setup } = view;
  const isReady = setup?.action !== 'trust' && setup?.action !== 'open-folder';
  return isReady && draft.prompt.trim() !== '';
}
