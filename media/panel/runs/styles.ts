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
  /* One line from the start, so that nothing moves when the text grows. */
  .progress .clock {
    min-height: 1.4em;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
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
