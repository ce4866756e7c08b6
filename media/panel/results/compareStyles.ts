import { css } from 'lit';

/** The panes of a comparison lie on top of each other, except side by side. */
export const compareStyles = css`
  :host {
    align-self: stretch;
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  fieldset {
    border: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    margin: 0;
    padding: 0;
  }
  p {
    margin: 0;
  }
  .mode {
    align-items: center;
    display: flex;
    gap: 4px;
  }
  input {
    /* In high contrast, buttons have the background of the page. */
    accent-color: var(
      --vscode-contrastActiveBorder,
      var(--vscode-button-background, var(--vscode-focusBorder))
    );
  }
  input:focus-visible,
  .frame:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 2px;
  }
  .frame {
    display: grid;
    gap: 8px;
    grid-template-columns: 1fr;
    touch-action: none;
  }
  .pane {
    background: var(--vscode-editorWidget-background);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    box-sizing: border-box;
    grid-area: 1 / 1;
    height: min(60vh, 560px, 100vw);
    overflow: hidden;
  }
  img {
    height: 100%;
    object-fit: contain;
    transform: var(--view);
    width: 100%;
  }
  .sideBySide {
    grid-template-columns: 1fr 1fr;
  }
  .sideBySide .after {
    grid-area: 1 / 2;
  }
  .caption {
    align-self: start;
    background: var(--vscode-badge-background);
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 2px;
    color: var(--vscode-badge-foreground);
    grid-area: 1 / 1;
    justify-self: start;
    margin: 4px;
    padding: 0 6px;
    pointer-events: none;
    z-index: 1;
  }
  .caption.after {
    justify-self: end;
  }
  .slider .pane.after {
    clip-path: inset(0 0 0 calc(100% - var(--share)));
  }
  .slider::after {
    background: var(--vscode-focusBorder);
    content: '';
    grid-area: 1 / 1;
    margin-left: calc(100% - var(--share));
    pointer-events: none;
    width: 2px;
    z-index: 1;
  }
  .onionSkin .pane.after {
    opacity: var(--opacity);
  }
  .difference .pane.after {
    background: none;
    border-color: transparent;
    mix-blend-mode: difference;
  }
  .difference {
    background: #000;
    isolation: isolate;
  }
  .difference .pane.before {
    background: #000;
  }
`;
