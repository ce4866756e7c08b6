import { css } from 'lit';

/** The example prompts, and the options, which are folded into one line. */
export const askStyles = css`
  .starters {
    display: flex;
    flex-wrap: wrap;
    gap: 6px;
    margin-bottom: 8px;
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
  /* The words about the size have room for two lines, or for three on a narrow page, so that nothing moves. */
  .final > .hint {
    height: 2.8em;
    line-height: 1.4em;
    overflow: hidden;
  }
  @media (max-width: 360px) {
    .final > .hint {
      height: 4.2em;
    }
  }
  .final vscode-textfield {
    width: 12em;
  }
  .run-bar {
    margin: 0;
  }
  .settings {
    align-items: center;
    background: none;
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    border-radius: 4px;
    color: inherit;
    cursor: pointer;
    display: flex;
    flex: none;
    font: inherit;
    gap: 8px;
    padding: 4px 8px;
    text-align: left;
  }
  /* One line, so that no choice moves what is below. */
  .settings > .about {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .settings:hover {
    background: var(--vscode-toolbar-hoverBackground, transparent);
  }
  .settings:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
  }
  /* It has its line before the text is known, so that nothing moves. */
  .destination {
    background: none;
    border: 0;
    color: var(--vscode-descriptionForeground);
    font: inherit;
    line-height: 1.4em;
    min-height: 1.4em;
    overflow: hidden;
    padding: 0;
    text-align: left;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .destination.problem {
    color: var(--vscode-errorForeground);
    white-space: normal;
  }
  button.destination:hover {
    cursor: pointer;
    text-decoration: underline;
  }
  .destination:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
`;
