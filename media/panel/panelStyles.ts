import { historyStyles } from './historyStyles.ts';
import { noticeStyles } from './noticeStyles.ts';
import { promptStyles } from './promptStyles.ts';
import { ratioStyles } from './ratioStyles.ts';
import { resultStyles } from './resultStyles.ts';
import { runBarStyles } from './runBarStyles.ts';
import { styles } from './styles.ts';
import { unseenStyles } from './unseenStyles.ts';

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
