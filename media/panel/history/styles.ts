import { css } from 'lit';

/** Of the tabs and the list of earlier runs. */
export const historyStyles = css`
  .tabs {
    border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    display: flex;
    gap: 16px;
  }
  .tab {
    background: none;
    border: 0;
    border-bottom: 2px solid transparent;
    color: var(--vscode-panelTitle-inactiveForeground, var(--vscode-descriptionForeground));
    cursor: pointer;
    font: inherit;
    font-weight: 600;
    line-height: 18px;
    margin-bottom: -1px;
    padding: 0 2px 4px;
  }
  .tab:hover,
  .tab[aria-selected='true'] {
    color: var(--vscode-panelTitle-activeForeground, var(--vscode-foreground));
  }
  .tab[aria-selected='true'] {
    /* In high contrast the line below all tabs has the colour of the active one's. */
    border-bottom-color: var(
      --vscode-contrastActiveBorder,
      var(--vscode-panelTitle-activeBorder, var(--vscode-focusBorder))
    );
  }
  .tab:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  vscode-textfield {
    flex: 1;
    min-width: 0;
    width: 100%;
  }
  /* What is not seen costs no layout; its height is guessed until it was. */
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
