import { css } from 'lit';

export const resultsStyles = css`
  /* Keeps its text, so that nothing beside it moves. */
  #compare[aria-pressed='true'] {
    --vscode-button-secondaryBackground: var(--vscode-inputOption-activeBackground);
    --vscode-button-secondaryForeground: var(--vscode-inputOption-activeForeground);
    --vscode-button-secondaryHoverBackground: var(--vscode-inputOption-activeBackground);
    --vscode-button-border: var(--vscode-inputOption-activeBorder);
  }
  .remark {
    color: var(--vscode-descriptionForeground);
    font-style: italic;
  }
`;
