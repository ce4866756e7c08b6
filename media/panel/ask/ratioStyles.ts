import { css } from 'lit';

/** The dropdown of aspect ratios. */
export const ratioStyles = css`
  .ratios[open] {
    grid-column: 1 / -1;
  }
  .ratios > summary {
    cursor: pointer;
    list-style: none;
  }
  .ratios .label {
    display: block;
    font-weight: 600;
    line-height: calc(16 / 13);
    padding: 5px 0;
  }
  /* Looks like the dropdowns next to it. */
  .ratios .face {
    align-items: center;
    background: var(--vscode-settings-dropdownBackground);
    border: 1px solid var(--vscode-settings-dropdownBorder);
    border-radius: 4px;
    box-sizing: border-box;
    color: var(--vscode-settings-dropdownForeground);
    display: flex;
    gap: 4px;
    height: 26px;
    padding: 0 4px;
  }
  .ratios > summary:focus {
    outline: none;
  }
  .ratios > summary:focus-visible > .face {
    border-color: var(--vscode-focusBorder);
  }
  .ratios[open] vscode-icon {
    transform: rotate(180deg);
  }
  .ratios > fieldset {
    border: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 4px;
    margin: 6px 0 0;
    padding: 0;
    /* The height of the Run bar. */
    scroll-margin-bottom: 72px;
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
  .ratios rect {
    fill: none;
    stroke: currentColor;
    stroke-width: 1.5;
  }
  .ratios .any {
    stroke-dasharray: 3 2;
  }
`;
