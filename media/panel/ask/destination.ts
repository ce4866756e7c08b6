import {
  MAX_NAMING_LENGTH,
  type AskFromPanel,
  type Destination,
} from '../../../src/panel/ask/protocol.ts';
import type { PanelStrings } from '../../../src/panel/stringsProtocol.ts';
import { fill } from '../../shared/fill.ts';

/** Long enough for the next letter, and short enough to be there before Run. */
const PAUSE_MS = 250;

/** Returns the part of a prompt that the host names a result by. */
export function namingPrompt(prompt: string): string {
  return prompt.trim().slice(0, MAX_NAMING_LENGTH);
}

/** Asks where the result of a prompt goes, once the user has stopped typing. */
export function destinationAsker(
  send: (message: Extract<AskFromPanel, { type: 'find-destination' }>) => void,
): (prompt: string) => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (prompt) => {
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE_MS, { type: 'find-destination', prompt: namingPrompt(prompt) });
  };
}

/** Says where the results of a run go; empty while that isn't known. */
export function destinationText(
  destination: Destination | undefined,
  count: number,
  strings: PanelStrings,
): string {
  if (destination === undefined || 'isMissing' in destination) return '';
  if ('problem' in destination) return destination.problem;
  const { name, folder } = destination;
  if (name === undefined) return fill(strings.savesIn, folder);
  if (count === 1) return fill(strings.savesName, name, folder);
  return fill(strings.savesNames, name, count - 1, folder);
}
