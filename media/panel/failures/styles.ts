import { css } from 'lit';

export const failuresStyles = css`
  .outcome .notice {
    scroll-margin: 16px;
  }
  .notice .name {
    margin-bottom: 4px;
  }
  .notice details {
    margin-top: 8px;
  }
  .notice summary {
    cursor: pointer;
    width: fit-content;
  }
  .notice summary:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 2px;
  }
  .notice vscode-button {
    max-width: 100%;
  }
  .notice vscode-button::part(base) {
    white-space: normal;
  }
`;
