import { css } from 'lit';

/** The stage fills its zone. Panes lie on top of each other, except side by side. */
export const stageStyles = css`
  :host {
    display: flex;
    flex: 1;
    flex-direction: column;
    gap: 4px;
    min-height: 0;
    min-width: 0;
  }
  .frame {
    display: grid;
    flex: 1;
    gap: 8px;
    grid-template-columns: minmax(0, 1fr);
    grid-template-rows: minmax(0, 1fr);
    min-height: 0;
    touch-action: none;
  }
  .frame:focus-visible,
  button:focus-visible,
  input:focus-visible {
    outline: 1px solid var(--vscode-focusBorder);
    outline-offset: 1px;
  }
  .pane {
    background: var(--vscode-editorWidget-background);
    border: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    grid-area: 1 / 1;
    overflow: hidden;
    position: relative;
  }
  img {
    /* The squares keep their size on the screen at every scale. */
    background: conic-gradient(
        var(--check) 25%,
        transparent 0 50%,
        var(--check) 0 75%,
        transparent 0
      )
      0 0 / calc(16px / var(--scale, 1)) calc(16px / var(--scale, 1));
    height: var(--height);
    left: 0;
    max-height: none;
    max-width: none;
    object-fit: contain;
    object-position: 0 0;
    position: absolute;
    top: 0;
    transform: var(--view);
    transform-origin: 0 0;
    width: var(--width);
  }
  img.unknown {
    visibility: hidden;
  }
  :host {
    --check: rgb(230 230 230);
    --under: rgb(255 255 255);
  }
  :host-context(.vscode-dark),
  :host-context(.vscode-high-contrast:not(.vscode-high-contrast-light)) {
    --check: rgb(40 40 40);
    --under: rgb(20 20 20);
  }
  img {
    background-color: var(--under);
  }
  :host([pixelated]) img {
    image-rendering: pixelated;
  }
  .grid {
    background-image:
      linear-gradient(to right, rgb(128 128 128 / 50%) 1px, transparent 1px),
      linear-gradient(to bottom, rgb(128 128 128 / 50%) 1px, transparent 1px);
    background-size: calc(1px * var(--scale, 1)) calc(1px * var(--scale, 1));
    pointer-events: none;
    position: absolute;
  }
  .grid[hidden] {
    display: none;
  }
  .sideBySide {
    grid-template-columns: minmax(0, 1fr) minmax(0, 1fr);
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
  .pane .caption {
    left: 0;
    position: absolute;
    top: 0;
  }
  .caption.after {
    justify-self: end;
  }
  .slider .pane.after {
    clip-path: inset(0 0 0 calc(100% - var(--share)));
  }
  .slider {
    position: relative;
  }
  .slider::after {
    background: var(--vscode-focusBorder);
    content: '';
    cursor: ew-resize;
    grid-area: 1 / 1;
    margin-left: calc(100% - var(--share));
    width: 2px;
    z-index: 1;
  }
  .onionSkin .pane.after {
    opacity: var(--opacity);
  }
  .difference .pane.after {
    background: none;
    mix-blend-mode: difference;
  }
  .difference {
    background: #000;
    /* Small differences are hard to see on black. */
    filter: brightness(3);
    isolation: isolate;
  }
  .difference .pane.before,
  .difference img {
    background: #000;
  }
  .difference .pane {
    border-color: transparent;
  }
  /* One line high. What doesn't fit lies over the image, so that the tools of a comparison move nothing. */
  .bar {
    align-content: flex-start;
    align-items: center;
    display: flex;
    flex: none;
    flex-wrap: wrap-reverse;
    gap: 2px 8px;
    height: 24px;
    position: relative;
    z-index: 2;
  }
  .bar > * {
    background: var(--vscode-editor-background);
  }
  .zoom {
    align-items: center;
    display: flex;
    gap: 8px;
  }
  .modes {
    border: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 2px 12px;
    margin: 0;
    padding: 0;
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
  input[type='range'] {
    width: 96px;
  }
  /* The pointer drags the line on the image, so the slider is for keys. */
  .slider + .bar > input[type='range']:not(:focus-visible) {
    opacity: 0;
    pointer-events: none;
  }
  button {
    background: none;
    border: 1px solid var(--vscode-contrastBorder, transparent);
    border-radius: 4px;
    color: inherit;
    cursor: pointer;
    font: inherit;
    padding: 1px 6px;
  }
  button:hover {
    background: var(--vscode-toolbar-hoverBackground, transparent);
  }
  .percent {
    font-variant-numeric: tabular-nums;
    min-width: 48px;
  }
  .readout {
    /* It appears and goes with the pointer on the image, which it may cover. */
    pointer-events: none;
    color: var(--vscode-descriptionForeground);
    font-variant-numeric: tabular-nums;
    margin-left: auto;
    white-space: pre;
  }
  @media (max-width: 500px) {
    /* Comparing needs the room, so less of the tools lies over the image. */
    .frame:not(.single) + .bar .percent {
      display: none;
    }
  }
  /* The image takes the pointer where a remark lies over it. */
  .bar > p {
    pointer-events: none;
  }
  /* Remarks start a line of their own. */
  .break {
    flex: 0 0 100%;
    height: 0;
  }
  p {
    margin: 0;
  }
  .hint {
    color: var(--vscode-descriptionForeground);
  }
`;
