import type { Handlers } from '../handlers.ts';
import type { AskFromPanel } from './protocol.ts';

export interface AskActions {
  readonly chooseModel: () => Promise<void>;
  /** Tells the pages where the result of a prompt goes. */
  readonly findDestination: (prompt: string) => Promise<void>;
}

export function askHandlers({ chooseModel, findDestination }: AskActions): Handlers<AskFromPanel> {
  return {
    'choose-model': chooseModel,
    'find-destination': ({ prompt }) => findDestination(prompt),
  };
}
