import { css } from 'lit';

export const resultsStyles = css`
  /* Keeps its text, so that nothing beside it moves. */
  #compare[aria-pressed='true'] {
    --vscode-button-secondaryBackground: var(--vscode-inputOption-activeBackground);
    --vscode-button-secondaryForeground: var(--vscode-inputOption-activeForeground);
    --vscode-button-secondaryHoverBackground: var(--vscode-inputOption-activeBackground);
    --vscode-button-border: var(--vscode-inputOption-activeBorder);
  }
  .facts {
    align-items: flex-end;
    display: flex;
  }
  /* Only the room that is left in the last line: it arrives later, and must not move what is below. */
  .facts > .origin {
    flex: 1 1 0;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: pre;
  }
  .remark {
    color: var(--vscode-descriptionForeground);
    font-style: italic;
  }
`;
