import { css } from 'lit';

export const outcomeStyles = css`
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
    /* In high contrast the line below all tabs has the color of the active tab. */
    border-bottom-color: var(
      --vscode-contrastActiveBorder,
      var(--vscode-panelTitle-activeBorder, var(--vscode-focusBorder))
    );
  }
  .tab:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
`;
