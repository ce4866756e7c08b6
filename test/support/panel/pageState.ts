import type { Draft } from '../../../src/panel/ask/draftProtocol.ts';
import { emptyPanel, type State } from '../../../media/panel/state.ts';
import type { HostView } from '../../../src/panel/protocol.ts';
import { STRINGS, VIEW } from './messages.ts';

export function pageState(draft: Draft, view: HostView | undefined = VIEW): State {
  return { ...emptyPanel(draft), strings: STRINGS, view };
}
