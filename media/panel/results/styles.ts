import { css } from 'lit';

export const resultsStyles = css`
  /* Keeps its text, so that nothing beside it moves. */
  #compare[aria-pressed='true'] {
    --vscode-button-secondaryBackground: var(--vscode-inputOption-activeBackground);
    --vscode-button-secondaryForeground: var(--vscode-inputOption-activeForeground);
    --vscode-button-secondaryHoverBackground: var(--vscode-inputOption-activeBackground);
    --vscode-button-border: var(--vscode-inputOption-activeBorder);
  }
  .info > .line > .about {
    flex: 0 1 auto;
  }
  /* Only the room that name and size leave: it arrives later, and must not move anything. */
  .info > .line > .origin {
    flex: 1 1 0;
    min-width: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .remark {
    color: var(--vscode-descriptionForeground);
    font-style: italic;
  }
`;
