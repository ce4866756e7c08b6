import type { HostView } from '../../src/panel/protocol.ts';
import type { RunView } from '../../src/panel/runs/protocol.ts';
import type { PanelStrings } from '../../src/panel/stringsProtocol.ts';
import { fill } from '../shared/fill.ts';

/**
 * Returns the text for screen readers: phases and ends of runs, without the clock that ticks every second.
 *
 * @param copied id of the result that was just copied
 */
export function announcement(strings: PanelStrings, view: HostView, copied?: string): string {
  const image = view.results.find(({ id }) => id === copied);
  if (image !== undefined) return fill(strings.copied, image.name);
  const run = view.runs.at(-1);
  if (run !== undefined) return announceRun(run, strings);
  const [failure] = view.failures;
  if (failure?.cancelled) return failure.text;
  if (failure !== undefined) return `${strings.failed}. ${failure.text}`;
  if (view.deleted?.text !== undefined) return view.deleted.text;
  const [first] = view.results;
  if (first === undefined) return '';
  return [fill(strings.saved, first.name), ...first.warnings].join(' ');
}

function announceRun({ phase, count, parts }: RunView, strings: PanelStrings): string {
  const arrived = parts.filter(({ state }) => state === 'done').length;
  const part = count === 1 ? [] : [fill(strings.arrived, arrived, count)];
  return [...part, strings[phase]].join(', ');
}
