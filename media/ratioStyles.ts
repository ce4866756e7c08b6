import { css } from 'lit';

/** Of the shapes to choose from. */
export const ratioStyles = css`
  .ratios {
    border: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin: 0;
    padding: 0;
  }
  .ratios > legend {
    font-weight: 600;
    margin-bottom: 6px;
    padding: 0;
  }
  .ratio {
    align-items: center;
    border: 1px solid transparent;
    border-radius: 4px;
    cursor: pointer;
    display: flex;
    flex-direction: column;
    font-size: 0.85em;
    gap: 2px;
    padding: 4px 2px;
    width: 40px;
  }
  .ratio:hover {
    background: var(--vscode-toolbar-hoverBackground, transparent);
  }
  .ratio:has(:checked) {
    background: var(--vscode-inputOption-activeBackground);
    border-color: var(--vscode-inputOption-activeBorder, var(--vscode-focusBorder));
    color: var(--vscode-inputOption-activeForeground, var(--vscode-foreground));
  }
  .ratio:has(:focus-visible) {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .ratio rect {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
  }
  .ratio .any {
    stroke-dasharray: 3 2;
  }
`;
