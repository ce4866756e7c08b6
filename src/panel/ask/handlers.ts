import type { Handlers } from '../handlers.ts';
import type { AskFromPanel } from './protocol.ts';

export interface AskActions {
  readonly chooseModel: () => Promise<void>;
}

export function askHandlers({ chooseModel }: AskActions): Handlers<AskFromPanel> {
  return { 'choose-model': chooseModel };
}
