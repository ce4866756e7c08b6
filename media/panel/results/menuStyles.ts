import { css } from 'lit';

export const menuStyles = css`
  :host {
    display: inline-flex;
  }
  button {
    background: none;
    border: 0;
    color: inherit;
    cursor: pointer;
    font: inherit;
  }
  .opener {
    align-items: center;
    anchor-name: --opener;
    border-radius: 5px;
    display: inline-flex;
    padding: 3px;
  }
  .opener:hover,
  .opener[aria-expanded='true'] {
    background: var(--vscode-toolbar-hoverBackground, transparent);
    outline: 1px dashed var(--vscode-toolbar-hoverOutline, transparent);
    outline-offset: -1px;
  }
  .opener:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: -1px;
  }
  [role='menu'] {
    background: var(--vscode-menu-background, var(--vscode-editorWidget-background));
    border: 1px solid
      var(--vscode-contrastBorder, var(--vscode-menu-border, var(--vscode-widget-border)));
    border-radius: 5px;
    box-shadow: 0 2px 8px var(--vscode-widget-shadow, transparent);
    color: var(--vscode-menu-foreground, var(--vscode-foreground));
    inset: auto;
    margin: 0;
    max-width: calc(100vw - 16px);
    padding: 4px;
    position: fixed;
    position-anchor: --opener;
    width: max-content;
    position-area: block-end span-inline-end;
    position-try-fallbacks:
      flip-inline,
      flip-block,
      flip-block flip-inline;
  }
  hr {
    border: 0;
    border-top: 1px solid var(--vscode-menu-separatorBackground, var(--vscode-widget-border));
    margin: 4px 0;
  }
  [role='menuitem'] {
    align-items: center;
    border: 1px solid transparent;
    border-radius: 3px;
    display: flex;
    gap: 8px;
    padding: 3px 12px 3px 6px;
    text-align: start;
    width: 100%;
  }
  [role='menuitem']:focus {
    background: var(--vscode-menu-selectionBackground);
    border-color: var(--vscode-menu-selectionBorder, transparent);
    color: var(--vscode-menu-selectionForeground, inherit);
    outline: none;
  }
  vscode-icon {
    color: inherit;
  }
`;
