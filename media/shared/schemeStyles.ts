import { css } from 'lit';

/** The browser's own controls, radio buttons and sliders, are as dark as the theme. */
export const schemeStyles = css`
  :host-context(.vscode-dark),
  :host-context(.vscode-high-contrast:not(.vscode-high-contrast-light)) {
    color-scheme: dark;
  }
`;
