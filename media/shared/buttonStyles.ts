import { css } from 'lit';

/** Without this, secondary buttons get the border of primary ones, which some themes make blue. VS Code has a color of its own for them. */
export const buttonStyles = css`
  vscode-button[secondary] {
    --vscode-button-border: var(
      --vscode-button-secondaryBorder,
      var(--vscode-contrastBorder, transparent)
    );
  }
`;
