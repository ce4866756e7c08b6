import { buttonStyles } from '../shared/buttonStyles.ts';
import { fileNameStyles } from '../shared/names/fileName.ts';
import { noticeStyles } from '../shared/noticeStyles.ts';
import { styles } from '../shared/styles.ts';
import { visuallyHiddenStyles } from '../shared/visuallyHiddenStyles.ts';
import { ratioStyles } from './ask/ratioStyles.ts';
import { askStyles } from './ask/styles.ts';
import { exportStyles } from './export/styles.ts';
import { failuresStyles } from './failures/styles.ts';
import { historyStyles } from './history/styles.ts';
import { outcomeStyles } from './outcome/styles.ts';
import { promptsStyles } from './prompts/styles.ts';
import { resultsStyles } from './results/styles.ts';
import { runsStyles } from './runs/styles.ts';
import { sheetStyles } from './sheet/styles.ts';
import { stripStyles } from './strip/styles.ts';
import { narrowStyles } from './studio/narrowStyles.ts';
import { studioStyles } from './studio/styles.ts';

/** The shared styles come first, so that a feature can override them. */
export const panelStyles: readonly CSSStyleSheet[] = [
  styles,
  buttonStyles,
  visuallyHiddenStyles,
  fileNameStyles,
  noticeStyles,
  promptsStyles,
  ratioStyles,
  askStyles,
  runsStyles,
  resultsStyles,
  exportStyles,
  failuresStyles,
  outcomeStyles,
  historyStyles,
  sheetStyles,
  stripStyles,
  studioStyles,
  narrowStyles,
].flatMap(({ styleSheet }) => styleSheet ?? []);
