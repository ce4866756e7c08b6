import { css } from 'lit';

/** Of the runs that go on, and of what came. */
export const resultStyles = css`
  .progress .name,
  .progress .hint {
    display: block;
  }
  .progress {
    display: flex;
    flex-direction: column;
    gap: 8px;
  }
  .clock {
    font-variant-numeric: tabular-nums;
  }
  body.vscode-reduce-motion vscode-progress-bar::part(indicator) {
    animation: none;
    transform: none;
    width: 100%;
  }

  .result + .result {
    border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    margin-top: 12px;
    padding-top: 20px;
  }
  .asked {
    display: -webkit-box;
    -webkit-box-orient: vertical;
    -webkit-line-clamp: 2;
    line-clamp: 2;
    overflow: hidden;
    overflow-wrap: anywhere;
  }
`;
