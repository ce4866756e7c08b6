import type { Draft } from '../../../media/panel/ask/draft.ts';
import { emptyPanel, type State } from '../../../media/panel/state.ts';
import type { HostView } from '../../../src/panel/protocol.ts';
import type { RunView } from '../../../src/panel/runs/protocol.ts';
import { STRINGS, VIEW } from './messages.ts';

const PROGRESS = { phase: 'waiting', line: 'waiting · 3 s' } as const;
export const RUN: RunView = {
  id: 'r1',
  ...PROGRESS,
  prompt: 'p',
  count: 1,
  parts: [{ ...PROGRESS, state: 'running' }],
};

export function pageState(draft: Draft, view: HostView | undefined = VIEW): State {
  return { ...emptyPanel(draft), strings: STRINGS, view };
}
