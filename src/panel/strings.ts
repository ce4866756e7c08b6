import type { Translate } from '../text/translate.ts';
import { askStrings } from './ask/strings.ts';
import { exportStrings } from './export/strings.ts';
import { failuresStrings } from './failures/strings.ts';
import { historyStrings } from './history/strings.ts';
import { promptsStrings } from './prompts/strings.ts';
import { regionStrings } from './region/strings.ts';
import { resultsStrings } from './results/strings.ts';
import { runsStrings } from './runs/strings.ts';
import { sourcesStrings } from './sources/strings.ts';
import type { PanelStrings } from './stringsProtocol.ts';

/** Returns the strings of all features in the display language. */
export function panelStrings(t: Translate): PanelStrings {
  return {
    title: t('Easel'),
    outcome: t('Results'),
    ...sourcesStrings(t),
    ...askStrings(t),
    ...promptsStrings(t),
    ...regionStrings(t),
    ...runsStrings(t),
    ...failuresStrings(t),
    ...resultsStrings(t),
    ...exportStrings(t),
    ...historyStrings(t),
  };
}
