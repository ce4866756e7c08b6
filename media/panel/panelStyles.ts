import { historyStyles } from './history/styles.ts';
import { noticeStyles } from '../shared/noticeStyles.ts';
import { promptStyles } from './prompts/styles.ts';
import { ratioStyles } from './ask/ratioStyles.ts';
import { resultStyles } from './results/styles.ts';
import { runBarStyles } from './ask/styles.ts';
import { styles } from '../shared/styles.ts';
import { unseenStyles } from '../shared/visuallyHiddenStyles.ts';

/** The panel's, what all parts share first. */
export const panelStyles: readonly CSSStyleSheet[] = [
  styles,
  unseenStyles,
  noticeStyles,
  promptStyles,
  ratioStyles,
  runBarStyles,
  resultStyles,
  historyStyles,
].flatMap(({ styleSheet }) => styleSheet ?? []);
