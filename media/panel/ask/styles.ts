import { css } from 'lit';

/** Run stays at the bottom of what is asked, and what is above goes behind it; what follows a failure looks like before it. */
export const runBarStyles = css`
  .run-bar {
    background: var(--vscode-editor-background);
    border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border, transparent));
    bottom: 0;
    margin: 0;
    padding: 12px 0;
    position: sticky;
    z-index: 1;
  }
  /* What the keyboard reaches is not left behind the bar. */
  html {
    scroll-padding-bottom: 64px;
  }
  .said {
    color: var(--vscode-descriptionForeground);
    font-style: italic;
  }
  .earlier {
    color: var(--vscode-descriptionForeground);
    font-size: var(--vscode-font-size);
    font-weight: 600;
    margin: 12px 0 0;
  }
  .outcome .notice {
    scroll-margin: 16px;
  }
  .notice .name {
    margin-bottom: 4px;
  }
`;
