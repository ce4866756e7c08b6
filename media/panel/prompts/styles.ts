import { css } from 'lit';

/** The list of prompts. */
export const promptsStyles = css`
  .icon-button {
    align-items: center;
    background: none;
    border: 0;
    border-radius: 5px;
    color: inherit;
    cursor: pointer;
    display: inline-flex;
    padding: 3px;
  }
  .icon-button:hover {
    background: var(--vscode-toolbar-hoverBackground, transparent);
    outline: 1px dashed var(--vscode-toolbar-hoverOutline, transparent);
    outline-offset: -1px;
  }
  .icon-button:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  .icon-button[aria-disabled='true'] {
    cursor: default;
    opacity: 0.5;
  }
  .prompts {
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, currentColor));
    border-radius: 4px;
    list-style: none;
    margin: 8px 0 0;
    max-height: 40vh;
    overflow: auto;
    padding: 4px;
  }
  .prompts > li {
    align-items: start;
    display: flex;
    gap: 4px;
  }
  .prompt {
    background: none;
    border: 1px solid transparent;
    border-radius: 3px;
    color: inherit;
    cursor: pointer;
    display: grid;
    flex: 1;
    font: inherit;
    gap: 0 8px;
    grid-template-columns: minmax(0, 1fr) auto;
    min-width: 0;
    padding: 4px 6px;
    text-align: start;
  }
  .prompt > .prompt-text {
    grid-column: 1 / 3;
    -webkit-line-clamp: 1;
    line-clamp: 1;
  }
  .prompt:hover {
    background: var(--vscode-list-hoverBackground, transparent);
  }
  .prompt:focus-visible {
    border-color: var(--vscode-focusBorder);
    outline: none;
  }
`;
