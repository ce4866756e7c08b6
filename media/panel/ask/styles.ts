import { css } from 'lit';

/** The example prompts, and the Run bar at the end of the form, which covers what scrolls behind it. */
export const askStyles = css`
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
  .run-bar {
    background: var(--vscode-editor-background);
    border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-panel-border, transparent));
    bottom: 0;
    margin: 0;
    padding: 12px 0;
    position: sticky;
    z-index: 1;
  }
  /* Keeps the focused element above the bar. */
  html {
    scroll-padding-bottom: 64px;
  }
`;
