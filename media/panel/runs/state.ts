import type { HostView, ToPanel } from '../../../src/panel/protocol.ts';
import type { Updates } from '../updates.ts';

export type RunsMessage = Extract<ToPanel, { type: 'progress' }>;

export const runsUpdates: Updates<{ readonly view: HostView | undefined }, RunsMessage> = {
  // A run that has ended does not come back.
  progress: ({ view }, { run }) =>
    view === undefined
      ? {}
      : { view: { ...view, runs: view.runs.map((one) => (one.id === run.id ? run : one)) } },
};
