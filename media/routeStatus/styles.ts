import { css } from 'lit';

/** On top of the document's styles. */
export const statusStyles = css`
  h1 {
    margin-bottom: 12px;
  }
  h3 {
    font-size: 1em;
    font-weight: 600;
  }
  section {
    margin-top: 24px;
  }
  .hint {
    color: var(--vscode-descriptionForeground);
    font-weight: normal;
  }
  .filter,
  .line,
  .buttons,
  .source {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 8px;
  }
  .filter > vscode-textfield {
    flex: 1;
    max-width: 420px;
    min-width: 160px;
  }
  .gateway > summary {
    width: auto;
  }
  .gateway > summary > h2 {
    display: inline;
    margin-right: 8px;
  }
  .unknown > summary {
    padding: 10px 0;
  }

  ul,
  ol {
    list-style: none;
    margin: 0;
    padding: 0;
  }
  .line {
    margin-top: 8px;
  }
  .routes {
    border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    margin-top: 8px;
  }
  .route {
    align-items: start;
    border-bottom: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    display: grid;
    gap: 4px 16px;
    grid-template-columns: 130px minmax(0, 1fr) auto;
    padding: 10px 0;
  }
  .state {
    align-items: center;
    display: inline-flex;
    gap: 6px;
  }
  .state.working > vscode-icon {
    color: var(--vscode-testing-iconPassed);
  }
  .state.caution > vscode-icon {
    color: var(--vscode-editorWarning-foreground);
  }
  .state.down > vscode-icon,
  .state.retired > vscode-icon {
    color: var(--vscode-editorError-foreground);
  }
  .old > .state > vscode-icon {
    color: inherit;
  }
  .old > .state,
  .old > p,
  .old > .about > p {
    color: var(--vscode-descriptionForeground);
  }

  details {
    margin-top: 4px;
  }
  details > ol {
    border-left: 2px solid var(--vscode-contrastBorder, var(--vscode-widget-border, currentColor));
    display: flex;
    flex-direction: column;
    gap: 12px;
    margin: 8px 0 4px;
    padding-left: 12px;
  }

  @media (max-width: 700px) {
    .route {
      grid-template-columns: minmax(0, 1fr);
    }
  }
`;
