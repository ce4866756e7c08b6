import type { DeletionView } from './protocol.ts';
import type { DeletionState } from './state.ts';

export function deletionView({ deletions: [newest] }: DeletionState): DeletionView {
  if (newest === undefined) return {};
  const { id, text, isDismissed } = newest;
  return { deleted: { id, ...(isDismissed ? {} : { text }) } };
}
