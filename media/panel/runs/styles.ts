import { css } from 'lit';

export const runsStyles = css`
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
`;
