import { css } from 'lit';

/** Of the prompts to begin with, and of the list of saved ones. */
export const promptStyles = css`
  .starters {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-top: 8px;
  }
  .starter {
    background: none;
    border: 1px solid
      var(
        --vscode-contrastBorder,
        var(--vscode-button-border, var(--vscode-widget-border, currentColor))
      );
    border-radius: 10px;
    color: var(--vscode-foreground);
    cursor: pointer;
    font: inherit;
    font-size: 0.92em;
    padding: 2px 10px;
  }
  .starter:hover {
    background: var(--vscode-toolbar-hoverBackground, transparent);
  }
  .starter:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
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
  .prompt > .asked {
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
