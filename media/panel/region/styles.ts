import { css } from 'lit';

/** The region editor, in addition to the styles of the stage. */
export const regionStyles = css`
  .tools {
    align-items: center;
    border: 0;
    display: flex;
    flex-wrap: wrap;
    gap: 4px 12px;
    margin: 0;
    padding: 0;
  }
  .tools.end {
    margin-left: auto;
  }
  .tool {
    align-items: center;
    display: flex;
    gap: 4px;
  }
  /* Nothing lies over the image where it is marked. */
  .bar {
    flex-wrap: wrap;
    height: auto;
    min-height: 24px;
  }
  .frame {
    min-height: 120px;
  }
  canvas {
    cursor: crosshair;
    height: 100%;
    inset: 0;
    position: absolute;
    touch-action: none;
    width: 100%;
  }
  canvas:focus-visible {
    outline: 2px solid var(--vscode-focusBorder);
    outline-offset: -2px;
  }
  p {
    overflow-wrap: anywhere;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    font-variant-numeric: tabular-nums;
    gap: 2px 20px;
    min-height: 1.4em;
  }
  summary {
    cursor: pointer;
  }
`;
