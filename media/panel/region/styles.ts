import { css } from 'lit';

/** The region editor. */
export const regionStyles = css`
  :host {
    align-items: flex-start;
    display: flex;
    flex-direction: column;
    gap: 12px;
    margin-top: 12px;
    min-width: 0;
  }
  .bar,
  .tools {
    align-items: center;
    display: flex;
    flex-wrap: wrap;
    gap: 8px 16px;
  }
  .tools {
    border: 0;
    gap: 8px 12px;
    margin: 0;
    padding: 0;
  }
  .tool {
    align-items: center;
    display: flex;
    gap: 4px;
  }
  input {
    accent-color: var(--vscode-focusBorder);
  }
  input[type='range'] {
    width: 110px;
  }
  .stage {
    background: var(--vscode-editorWidget-background);
    height: var(--height);
    outline: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    position: relative;
    width: var(--width);
  }
  img,
  canvas {
    height: 100%;
    inset: 0;
    position: absolute;
    width: 100%;
  }
  :host([enlarged]) img {
    image-rendering: pixelated;
  }
  canvas {
    cursor: crosshair;
    touch-action: none;
  }
  canvas:focus-visible,
  input:focus-visible {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: 2px;
  }
  p {
    margin: 0;
    overflow-wrap: anywhere;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    font-variant-numeric: tabular-nums;
    gap: 2px 20px;
  }
  .hint {
    color: var(--vscode-descriptionForeground);
    max-width: 80ch;
  }
`;
