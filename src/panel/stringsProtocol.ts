import { ASK_STRINGS } from './ask/protocol.ts';
import { EXPORT_STRINGS } from './export/protocol.ts';
import { FAILURES_STRINGS } from './failures/protocol.ts';
import { HISTORY_STRINGS } from './history/protocol.ts';
import { PROMPTS_STRINGS } from './prompts/protocol.ts';
import { REGION_STRINGS } from './region/protocol.ts';
import { RESULTS_STRINGS } from './results/protocol.ts';
import { RUNS_STRINGS } from './runs/protocol.ts';
import { SOURCES_STRINGS } from './sources/protocol.ts';

/** Names the strings of the page. The host sends them in the display language, because a webview has no `l10n`. */
export const STRING_NAMES = [
  'title',
  'outcome',
  ...SOURCES_STRINGS,
  ...ASK_STRINGS,
  ...PROMPTS_STRINGS,
  ...REGION_STRINGS,
  ...RUNS_STRINGS,
  ...FAILURES_STRINGS,
  ...RESULTS_STRINGS,
  ...EXPORT_STRINGS,
  ...HISTORY_STRINGS,
] as const;

/** Strings by name; a missing one does not compile. */
export type Strings<Names extends readonly string[]> = Readonly<Record<Names[number], string>>;

export type PanelStrings = Strings<typeof STRING_NAMES>;
