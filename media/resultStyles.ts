import { css } from 'lit';

/** Of what came, and of what did not. */
export const resultStyles = css`
  .notice > vscode-toolbar-button {
    align-self: start;
  }
`;
