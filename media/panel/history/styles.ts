import { css } from 'lit';

export const historyStyles = css`
  vscode-textfield {
    flex: 1;
    min-width: 0;
    width: 100%;
  }
  /* Entries out of sight need no layout. Their height is a guess until the first one. */
  .entry {
    border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    contain-intrinsic-height: auto 150px;
    content-visibility: auto;
    display: flex;
    flex-direction: column;
    gap: 4px;
    padding: 12px 0 0;
  }
  .entry:first-child {
    border-top: 0;
    padding-top: 0;
  }
  .entry .top {
    align-items: flex-start;
  }
  .outcome-line {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
  }
  .outcome-line.failed > vscode-icon {
    color: var(--vscode-errorForeground);
  }
`;
