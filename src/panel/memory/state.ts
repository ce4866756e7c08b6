import type { AskState } from '../ask/state.ts';
import type { Changes } from '../changes.ts';
import type { Deletion, DeletionState } from '../deletion/state.ts';
import type { FailureView } from '../failures/protocol.ts';
import type { FailuresState } from '../failures/state.ts';
import type { PanelResult, ResultsState } from '../results/state.ts';
import type { PanelImage, SourcesState } from '../sources/state.ts';

/** The panel of the last window, as far as its files still exist. */
export interface RestoredEvent {
  readonly kind: 'restored';
  readonly images: readonly PanelImage[];
  readonly results: readonly PanelResult[];
  /** Newest first. */
  readonly deletions: readonly Deletion[];
  readonly prompts: readonly string[];
  /** The notice for runs that the reload cut off. */
  readonly failure?: FailureView;
}

export const memoryChanges: Changes<
  SourcesState & ResultsState & DeletionState & AskState & FailuresState,
  RestoredEvent
> = {
  restored: (_state, { images, results, deletions, prompts, failure }) => ({
    images,
    results,
    deletions,
    prompts,
    failures: failure ? [failure] : [],
  }),
};
