import { css } from 'lit';

/** Makes the browser's radio buttons and sliders match dark themes. */
export const schemeStyles = css`
  :host-context(.vscode-dark),
  :host-context(.vscode-high-contrast:not(.vscode-high-contrast-light)) {
    color-scheme: dark;
  }
`;
