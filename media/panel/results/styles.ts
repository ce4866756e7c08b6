import { css } from 'lit';

export const resultsStyles = css`
  .result + .result {
    border-top: 1px solid var(--vscode-contrastBorder, var(--vscode-widget-border, transparent));
    margin-top: 12px;
    padding-top: 20px;
  }
  .remark {
    color: var(--vscode-descriptionForeground);
    font-style: italic;
  }
  .earlier {
    color: var(--vscode-descriptionForeground);
    font-size: var(--vscode-font-size);
    font-weight: 600;
    margin: 12px 0 0;
  }
`;
