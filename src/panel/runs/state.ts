import { addPrompt, type AskState } from '../ask/state.ts';
import type { Changes } from '../changes.ts';
import type { FailureView } from '../failures/protocol.ts';
import type { FailuresState } from '../failures/state.ts';
import { promptTitle } from './promptTitle.ts';
import type { RunView } from './protocol.ts';

export interface RunsState {
  readonly runs: readonly RunView[];
}

export type RunsEvent =
  | {
      readonly kind: 'run-began';
      readonly id: string;
      readonly prompt: string;
      /** The number of requests. */
      readonly count: number;
      readonly free?: true | undefined;
    }
  | { readonly kind: 'run-progressed'; readonly run: RunView }
  | { readonly kind: 'run-ended'; readonly id: string; readonly failure?: FailureView };

export const runsChanges: Changes<RunsState & FailuresState & AskState, RunsEvent> = {
  'run-began': ({ runs, prompts }, event) => ({
    runs: [...runs, newRun(event)],
    // A new run replaces the failures on show.
    failures: [],
    prompts: addPrompt(prompts, event.prompt),
  }),
  // A run that has ended does not come back.
  'run-progressed': ({ runs }, { run }) => ({
    runs: runs.map((one) => (one.id === run.id ? { ...one, ...run } : one)),
  }),
  'run-ended': ({ runs, failures }, { id, failure }) => ({
    runs: runs.filter((run) => run.id !== id),
    failures: failure ? [failure, ...failures] : failures,
  }),
};

function newRun({
  id,
  prompt,
  count,
  free,
}: Extract<RunsEvent, { readonly kind: 'run-began' }>): RunView {
  const start = { phase: 'connecting', line: '' } as const;
  const parts = Array.from({ length: count }, () => ({ ...start, state: 'waiting' as const }));
  return { id, ...start, prompt: promptTitle(prompt), count, parts, ...(free && { free }) };
}
