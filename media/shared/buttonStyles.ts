import { css } from 'lit';

/** Themes give the border of primary buttons to all of them, or only one that high contrast needs. */
export const buttonStyles = css`
  vscode-button[secondary] {
    --vscode-button-border: var(
      --vscode-button-secondaryBorder,
      var(--vscode-contrastBorder, transparent)
    );
  }
`;
