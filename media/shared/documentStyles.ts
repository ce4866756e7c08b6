import { css } from 'lit';

/** A page that is read like a document. Uses theme variables only, so that it fits every theme. */
export const documentStyles = css`
  body {
    background: var(--vscode-editor-background);
    padding: 0 20px;
  }
  main {
    color: var(--vscode-foreground);
    font-size: var(--vscode-font-size);
    line-height: 1.4;
    margin: 0 auto;
    max-width: 1100px;
    padding: 16px 0 32px;
  }
  h1,
  h2,
  h3,
  p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  h1 {
    font-size: 1.5em;
    font-weight: 600;
  }
  h2 {
    font-size: 1.15em;
    font-weight: 600;
  }
  summary {
    cursor: pointer;
    width: fit-content;
  }
  summary:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 2px;
  }
`;
